using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>Which columns hold numbers, and of what.</summary>
internal abstract class ColumnRule
{
    /// <summary>The keys that rules of every kind have.</summary>
    protected static readonly ImmutableArray<string> Keys = ["columns", "task", "metric", "filter", "shots", "chance", "higherIsBetter", "scale"];

    private readonly YamlSection _section;
    private readonly Regex _columns;
    private volatile bool _found;

    /// <param name="section">The rule.</param>
    /// <param name="outer">What the table's own regexes capture.</param>
    /// <exception cref="UnreadableInputException">The section has a mistake in it.</exception>
    protected ColumnRule(YamlSection section, IEnumerable<string> outer)
    {
        _section = section;
        _columns = TableMapping.ParseRegex(section, "columns", section.RequiredText("columns"));
        Captured = [.. Captures.NamesOf(_columns)];
        HashSet<string> captures = [.. outer, .. Captured];
        string? Default(string name) => captures.Contains(name) ? $"{{{name}}}" : null;
        FieldSource Required(string key) => FieldSource.Parse(section, key, captures, Default(key))
            ?? throw section.Mistake($"'{key}' is missing, and no regex captures it");

        Task = Required("task");
        Metric = Required("metric");
        Filter = FieldSource.Parse(section, "filter", captures, Default("filter"));
        Shots = FieldSource.Parse(section, "shots", captures, Default("shots"));
        Chance = FieldSource.Parse(section, "chance", captures);
        HigherIsBetter = section.Text("higherIsBetter") switch
        {
            null => null,
            "true" => true,
            "false" => false,
            string other => throw section.Mistake("higherIsBetter", $"'{other}' is neither true nor false"),
        };
        Scale = section.Number("scale") ?? 1;
        if (Scale == 0)
            throw section.Mistake("scale", "'scale' is 0, which makes every value 0");
    }

    /// <summary>What the regex for columns captures.</summary>
    public ImmutableArray<string> Captured { get; }

    public FieldSource Task { get; }

    public FieldSource Metric { get; }

    public FieldSource? Filter { get; }

    public FieldSource? Shots { get; }

    public FieldSource? Chance { get; }

    public bool? HigherIsBetter { get; }

    /// <summary>What values and standard errors are multiplied by; negative for a value that is stated with its sign turned.</summary>
    public double Scale { get; }

    /// <summary>The sources that this kind of rule has beside those of every rule.</summary>
    protected abstract IEnumerable<FieldSource?> OwnSources { get; }

    /// <summary>The match of a column's whole name; null where this rule is not for it.</summary>
    public Match? Match(string column)
    {
        Match match = _columns.Match(column);
        if (!match.Success)
            return null;
        _found = true;
        return match;
    }

    /// <summary>The task as a row names it.</summary>
    /// <exception cref="BadFieldException">It names none.</exception>
    public string TaskOf(ITableRow row, Captures captures) => Task.Text(row, captures) ?? throw new BadFieldException("names no task");

    /// <summary>The metric as a row names it.</summary>
    /// <exception cref="BadFieldException">It names none.</exception>
    public string MetricOf(ITableRow row, Captures captures) => Metric.Text(row, captures) ?? throw new BadFieldException("names no metric");

    /// <summary>Examples in the prompt; null where a row does not say.</summary>
    /// <exception cref="BadFieldException">The field is no number of them.</exception>
    public int? ShotsOf(ITableRow row, Captures captures) =>
        Shots?.Whole("shots", row, captures, 0) is { } shots ? (int)Math.Min(shots, int.MaxValue) : null;

    /// <summary>Complains where no file had a column for this rule or its fields.</summary>
    /// <param name="seen">Columns of a file that was read.</param>
    public void RequireFound(IReadOnlyCollection<string> seen)
    {
        if (!_found)
        {
            string columns = _section.Text("columns")!;
            throw _section.Mistake("columns", $"no file has a column that matches '{columns}'; {SeenColumns.Advice(columns, seen)}");
        }

        foreach (FieldSource? source in OwnSources.Concat([Task, Metric, Filter, Shots, Chance]))
            source?.RequireFound(seen);
    }
}
