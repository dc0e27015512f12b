using System.Text.RegularExpressions;

namespace Presage.Readers.Mappings;

/// <summary>What the regexes of a mapping captured from the file name and from a column's name.</summary>
internal sealed class Captures(Match? fileName, Match? column)
{
    private readonly Dictionary<string, string> _texts = [];

    /// <summary>The captured text; empty where the group did not take part. The column's capture wins.</summary>
    public string this[string name]
    {
        get
        {
            if (!_texts.TryGetValue(name, out string? text))
                _texts.Add(name, text = Find(name));
            return text;
        }
    }

    public Captures With(Match columnMatch) => new(fileName, columnMatch);

    /// <summary>The names of a regex's groups; those that are only numbers left out.</summary>
    public static IEnumerable<string> NamesOf(Regex? regex) =>
        regex?.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])) ?? [];

    private string Find(string name) =>
        column?.Groups[name] is { Success: true } inColumn ? inColumn.Value
        : fileName?.Groups[name] is { Success: true } inName ? inName.Value
        : "";
}
