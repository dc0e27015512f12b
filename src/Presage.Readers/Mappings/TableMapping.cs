using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Presage.Readers.Inputs;
using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>How the files of one kind are read: what their names, their columns and constants say.</summary>
internal sealed class TableMapping
{
    /// <summary>The fields that hold amounts or texts of the weights, in the order of the documentation.</summary>
    private static readonly string[] FieldKeys =
    [
        "model", "family", "revision", "step", "seed", "run", "checkpointTokens", "checkpointCompute", "loss", "parameters", "totalParameters",
        "activeParameters", "tokens", "tokensPerStep", "compute",
    ];

    private readonly YamlSection _section;
    private readonly ImmutableArray<PathPattern> _files;
    private readonly Regex? _name;
    private readonly Dictionary<string, FieldSource> _fields = [];
    private volatile bool _hasRecords;

    private TableMapping(YamlSection section, ImmutableArray<PathPattern> files, Regex? name)
    {
        _section = section;
        _files = files;
        _name = name;
    }

    /// <summary>The line on which the table stands in the mapping.</summary>
    public long Line => _section.Line;

    public ImmutableArray<ValueRule> Values { get; private init; } = [];

    /// <exception cref="UnreadableInputException">The section has a mistake in it.</exception>
    public static TableMapping Parse(YamlSection section)
    {
        section.AllowOnly(["files", "name", "values", .. FieldKeys]);
        ImmutableArray<PathPattern> files = [.. section.Texts("files").Select(PathPattern.ForTail)];
        if (files.IsEmpty)
            throw section.Mistake("'files' is missing");
        Regex? name = section.Text("name") is { } pattern ? ParseRegex(section, "name", pattern) : null;
        HashSet<string> captures = [.. Captures.NamesOf(name)];
        TableMapping table = new(section, files, name)
        {
            Values = [.. section.Sections("values").Select(rule => ValueRule.Parse(rule, name))],
        };
        if (table.Values.IsEmpty)
            throw section.Mistake("'values' is missing: no column would be read");
        foreach (string key in FieldKeys)
        {
            if (FieldSource.Parse(section, key, captures) is { } source)
                table._fields.Add(key, source);
        }

        return table._fields.ContainsKey("model") ? table : throw section.Mistake("'model' is missing");
    }

    /// <summary>A regex for a whole name.</summary>
    public static Regex ParseRegex(YamlSection section, string key, string pattern)
    {
        try
        {
            // Compiled alone first, so that a stray parenthesis is not closed by our own.
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw section.Mistake(key, $"'{pattern}' is not a regex: {exception.Message}");
        }
    }

    /// <summary>Whether this table is for a file.</summary>
    public bool IsFor(string path) => _files.Any(pattern => pattern.Matches(path)) && (_name is null || _name.IsMatch(Stem(path)));

    /// <summary>What the file's name captures.</summary>
    public Captures CapturesOf(string path) => new(_name?.Match(Stem(path)), null);

    /// <summary>The source of a field; null where the mapping has none.</summary>
    public FieldSource? Field(string key) => _fields.GetValueOrDefault(key);

    /// <summary>Notes that a file of this table had records, so that its columns are known.</summary>
    public void SeeRecord() => _hasRecords = true;

    /// <summary>Complains about the first column that no file had.</summary>
    public void RequireFoundColumns()
    {
        if (!_hasRecords)
            return;
        foreach (FieldSource source in _fields.Values)
            source.RequireFound();
        foreach (ValueRule rule in Values)
            rule.RequireFound();
    }

    // The name without .gz and without its last extension: 190M-0.5xC.csv is 190M-0.5xC.
    private static string Stem(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            name = name[..^3];
        int dot = name.LastIndexOf('.');
        return dot > 0 ? name[..dot] : name;
    }
}
