using System.Text.RegularExpressions;

namespace Presage.Readers.Mappings;

/// <summary>What the regexes of a mapping captured from the file's path, the row's place, its fields, and a column's name.</summary>
internal sealed class Captures
{
    /// <summary>The number of the row in its file, from 0: a capture that needs no regex.</summary>
    public const string RowNumber = "row";

    private readonly Captures? _outer;
    private readonly Match? _match;
    private readonly (string Name, string Text)? _given;

    public Captures(Match? match) => _match = match;

    private Captures(Captures outer, Match? match, (string Name, string Text)? given) => (_outer, _match, _given) = (outer, match, given);

    /// <summary>The captured text; empty where the group did not take part. The last regex wins.</summary>
    public string this[string name] =>
        _given is { } given && given.Name == name ? given.Text
        : _match?.Groups[name] is { Success: true } group ? group.Value
        : _outer?[name] ?? "";

    public Captures With(Match? match) => match is null ? this : new Captures(this, match, null);

    public Captures With(string name, string text) => new(this, null, (name, text));

    /// <summary>The names of a regex's groups; those that are only numbers left out.</summary>
    public static IEnumerable<string> NamesOf(Regex? regex) =>
        regex?.GetGroupNames().Where(name => !char.IsAsciiDigit(name[0])) ?? [];
}
