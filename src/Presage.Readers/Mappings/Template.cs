using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>A text with captures put in, such as <c>{size}-{multiple}xC</c>.</summary>
internal sealed partial class Template
{
    // Literal texts and capture names in turn, beginning and ending with a literal.
    private readonly ImmutableArray<string> _parts;

    private Template(ImmutableArray<string> parts) => _parts = parts;

    /// <exception cref="UnreadableInputException">The text names a capture that there is not.</exception>
    public static Template Parse(string text, YamlSection section, string key, IReadOnlyCollection<string> captures)
    {
        ImmutableArray<string> parts = [.. Placeholder().Split(text)];
        for (int i = 1; i < parts.Length; i += 2)
        {
            if (!captures.Contains(parts[i]))
                throw section.Mistake(key, $"no regex captures '{parts[i]}'; " + (captures.Count == 0
                    ? $"write (?<{parts[i]}>...) in 'name', 'path', 'rows', 'split' or 'columns'"
                    : NearestWord.Advice(parts[i], captures.ToArray())));
        }

        return new Template(parts);
    }

    /// <summary>The text; an optional capture that matched nothing leaves nothing.</summary>
    public string Fill(Captures captures) =>
        _parts.Length == 1 ? _parts[0] : string.Concat(_parts.Select((part, i) => i % 2 == 0 ? part : captures[part]));

    [GeneratedRegex(@"\{([A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
