using System.Text.RegularExpressions;

namespace Presage.Scoring;

/// <summary>The tokenizer <c>13a</c>: that of NIST's mteval-v13a, as sacreBLEU defines it.</summary>
/// <remarks>Post 2018 (1804.08771). Made for Western languages; for others BLEU with it means little.</remarks>
internal static partial class BleuTokenizer
{
    public static List<string> Tokens(string text)
    {
        string line = text.TrimEnd()
            .Replace("<skipped>", "", StringComparison.Ordinal)
            .Replace("-\n", "", StringComparison.Ordinal)
            .Replace('\n', ' ')
            .Replace("&quot;", "\"", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal);
        line = Sign().Replace($" {line} ", " $0 ");
        line = PointAfterOther().Replace(line, "$1 $2 ");
        line = PointBeforeOther().Replace(line, " $1 $2");
        return Words.Split(DashAfterDigit().Replace(line, "$1 $2 "));
    }

    // ASCII punctuation without apostrophe, comma, hyphen and full stop.
    [GeneratedRegex(@"[!-&(-+/:-@\[-`{-~]", RegexOptions.CultureInvariant)]
    private static partial Regex Sign();

    [GeneratedRegex("([^0-9])([.,])", RegexOptions.CultureInvariant)]
    private static partial Regex PointAfterOther();

    [GeneratedRegex("([.,])([^0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PointBeforeOther();

    [GeneratedRegex("([0-9])(-)", RegexOptions.CultureInvariant)]
    private static partial Regex DashAfterDigit();
}
