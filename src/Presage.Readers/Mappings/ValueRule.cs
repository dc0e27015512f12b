using System.Text.RegularExpressions;
using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>Which columns hold values, and of what.</summary>
internal sealed class ValueRule
{
    private static readonly string[] Keys =
        ["columns", "task", "metric", "filter", "shots", "samples", "chance", "standardError", "higherIsBetter", "scale"];

    private readonly YamlSection _section;
    private readonly Regex _columns;
    private volatile bool _found;

    private ValueRule(YamlSection section, Regex columns, FieldSource task, FieldSource metric)
    {
        _section = section;
        _columns = columns;
        Task = task;
        Metric = metric;
    }

    public FieldSource Task { get; }

    public FieldSource Metric { get; }

    public FieldSource? Filter { get; private init; }

    public FieldSource? Shots { get; private init; }

    public FieldSource? Samples { get; private init; }

    public FieldSource? Chance { get; private init; }

    public FieldSource? StandardError { get; private init; }

    public bool? HigherIsBetter { get; private init; }

    /// <summary>What values and standard errors are multiplied by; negative for a value that is stated with its sign turned.</summary>
    public double Scale { get; private init; }

    /// <exception cref="UnreadableInputException">The section has a mistake in it.</exception>
    public static ValueRule Parse(YamlSection section, Regex? fileName)
    {
        section.AllowOnly(Keys);
        Regex columns = TableMapping.ParseRegex(section, "columns", section.RequiredText("columns"));
        HashSet<string> captures = [.. Captures.NamesOf(fileName), .. Captures.NamesOf(columns)];
        string? Captured(string name) => captures.Contains(name) ? $"{{{name}}}" : null;
        double scale = section.Number("scale") ?? 1;
        if (scale == 0)
            throw section.Mistake("scale", "'scale' is 0, which makes every value 0");
        return new ValueRule(
            section,
            columns,
            FieldSource.Parse(section, "task", captures, Captured("task")) ?? throw section.Mistake("'task' is missing, and no regex captures it"),
            FieldSource.Parse(section, "metric", captures, Captured("metric")) ?? throw section.Mistake("'metric' is missing, and no regex captures it"))
        {
            Filter = FieldSource.Parse(section, "filter", captures, Captured("filter")),
            Shots = FieldSource.Parse(section, "shots", captures, Captured("shots")),
            Samples = FieldSource.Parse(section, "samples", captures),
            Chance = FieldSource.Parse(section, "chance", captures),
            StandardError = FieldSource.Parse(section, "standardError", captures),
            HigherIsBetter = section.Text("higherIsBetter") switch
            {
                null => null,
                "true" => true,
                "false" => false,
                string other => throw section.Mistake("higherIsBetter", $"'{other}' is neither true nor false"),
            },
            Scale = scale,
        };
    }

    /// <summary>The match of a column's whole name; null where this rule is not for it.</summary>
    public Match? Match(string column)
    {
        Match match = _columns.Match(column);
        if (!match.Success)
            return null;
        _found = true;
        return match;
    }

    /// <summary>Complains where no file had a column for this rule or its fields.</summary>
    public void RequireFound()
    {
        if (!_found)
            throw _section.Mistake("columns", $"no file has a column that matches '{_section.Text("columns")}'");
        foreach (FieldSource? source in new[] { Task, Metric, Filter, Shots, Samples, Chance, StandardError })
            source?.RequireFound();
    }
}
