using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>Whether the answer is one of the targets, without regard to case.</summary>
/// <remarks>BIG-bench's <c>case_insensitive_str_match</c> (Srivastava et al. 2022); case as in Unicode, of no language.</remarks>
public static class CaseInsensitiveMatch
{
    /// <summary>Compares.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="targets">Accepted answers, at least one; white space at their ends does not count.</param>
    /// <param name="extraction">What of the response is the answer; null for all of it, stripped.</param>
    /// <exception cref="ArgumentException">There is no target.</exception>
    public static bool IsMatch(string response, ImmutableArray<string> targets, AnswerExtraction? extraction = null) =>
        Targets.Any(response, targets, extraction, (answer, target) => string.Equals(answer, target, StringComparison.OrdinalIgnoreCase));
}
