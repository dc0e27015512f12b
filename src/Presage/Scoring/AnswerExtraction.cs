using System.Text.RegularExpressions;

namespace Presage.Scoring;

/// <summary>What is taken as the answer from a generated text: BIG-bench's post-processing.</summary>
/// <remarks>
/// Srivastava et al. 2022 (2206.04615), fields of <c>task.json</c>: cut at a length, cut after a stop string (which stays), then the first match
/// of a pattern, empty where none; at last white space is stripped from both ends, as it is from the targets. Compares patterns as text.
/// </remarks>
public sealed record AnswerExtraction
{
    /// <summary>
    /// BIG-bench's pattern for tasks that name neither a pattern nor a stop string: up to the first full stop, question mark, exclamation mark,
    /// semicolon or line end.
    /// </summary>
    public const string FirstSentencePattern = @"[^\.\?\!\;\n]+";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Takes the whole text.</summary>
    public static AnswerExtraction Whole { get; } = new();

    /// <summary>BIG-bench's rule for tasks that name neither a pattern nor a stop string.</summary>
    public static AnswerExtraction FirstSentence { get; } = new() { Pattern = FirstSentencePattern };

    /// <summary>The longest text that is looked at, in UTF-16 units; null where there is no limit.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>Nothing after this string counts; it counts itself. One at the very beginning is ignored, as in BIG-bench.</summary>
    public string? StopString { get; init; }

    /// <summary>A regular expression whose first match is the answer; null to take all.</summary>
    public string? Pattern { get; init; }

    /// <summary>The answer within a text.</summary>
    /// <param name="text">What the model wrote.</param>
    /// <returns>Without white space at either end; empty where the pattern does not match.</returns>
    /// <exception cref="ArgumentException">The pattern is not a regular expression.</exception>
    /// <exception cref="RegexMatchTimeoutException">The pattern took longer than a second.</exception>
    public string From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (MaximumLength is { } most && text.Length > most)
            text = text[..most];
        if (!string.IsNullOrEmpty(StopString) && text.IndexOf(StopString, StringComparison.Ordinal) is > 0 and int stop)
            text = text[..(stop + StopString.Length)];
        if (Pattern is { } pattern)
            text = Regex.Match(text, pattern, RegexOptions.CultureInvariant, Limit).Value;
        return text.Trim();
    }
}
