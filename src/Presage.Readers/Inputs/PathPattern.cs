using System.Text;
using System.Text.RegularExpressions;

namespace Presage.Readers.Inputs;

/// <summary>A path pattern: <c>*</c> and <c>?</c> stay within one folder, <c>**</c> spans any number of them.</summary>
internal sealed class PathPattern
{
    private readonly Regex _regex;
    private readonly bool _nameOnly;

    private PathPattern(string pattern, bool anchored)
    {
        _nameOnly = !anchored && !pattern.Contains('/', StringComparison.Ordinal);
        _regex = new Regex(Translate(pattern, anchored), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>Whether a text holds wildcards.</summary>
    public static bool IsPattern(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>A pattern for a whole path.</summary>
    public static PathPattern ForPath(string pattern) => new(pattern, anchored: true);

    /// <summary>A pattern for the file name where it holds no <c>/</c>, else for the end of the path.</summary>
    public static PathPattern ForTail(string pattern) => new(pattern, anchored: false);

    /// <summary>Whether a path with <c>/</c> matches.</summary>
    public bool Matches(string path) => _regex.IsMatch(_nameOnly ? path[(path.LastIndexOf('/') + 1)..] : path);

    private static string Translate(string pattern, bool anchored)
    {
        StringBuilder regex = new(anchored ? @"\A" : @"(\A|/)");
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/", StringComparison.Ordinal))
            {
                regex.Append("(.*/)?");
                i += 2;
            }
            else if (pattern.AsSpan(i).StartsWith("**", StringComparison.Ordinal))
            {
                regex.Append(".*");
                i++;
            }
            else
            {
                regex.Append(pattern[i] switch
                {
                    '*' => "[^/]*",
                    '?' => "[^/]",
                    char other => Regex.Escape(other.ToString()),
                });
            }
        }

        return regex.Append(@"\z").ToString();
    }
}
