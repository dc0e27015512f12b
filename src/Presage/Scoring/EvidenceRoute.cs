using System.Numerics;

namespace Presage.Scoring;

/// <summary>One way to a metric.</summary>
/// <param name="Needs">Everything that this way needs.</param>
/// <param name="Approximation">Why the result is not exact, in words; null where it is.</param>
public sealed record EvidenceRoute(Evidence Needs, string? Approximation = null)
{
    /// <summary>Whether it can be gone.</summary>
    /// <param name="available">What is kept.</param>
    public bool IsOpen(Evidence available) => (Needs & ~available) == Evidence.None;

    /// <summary>What lacks.</summary>
    internal Evidence Lacking(Evidence available) => Needs & ~available;

    /// <summary>The words for evidence, such as "per-token log-probabilities of the target and the right choice".</summary>
    internal static string Words(Evidence evidence)
    {
        string[] words = [.. Enum.GetValues<Evidence>().Where(one => BitOperations.IsPow2((int)one) && evidence.HasFlag(one)).Select(Word)];
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    private static string Word(Evidence evidence) => evidence switch
    {
        Evidence.ResponseText => "the response's text",
        Evidence.TargetText => "the target's text",
        Evidence.Tokens => "token identifiers of response and target",
        Evidence.TokenLogProbabilities => "per-token log-probabilities of the target",
        Evidence.TargetLogProbability => "the target's log-probability",
        Evidence.TargetTokenCount => "the target's number of tokens",
        Evidence.ChoiceLogProbabilities => "per-choice log-probabilities",
        Evidence.ChoiceLengths => "the choices' lengths",
        Evidence.CorrectChoice => "the right choice",
        Evidence.TargetScores => "the choices' target scores",
        Evidence.Attempts => "attempts and successes",
        Evidence.JudgedCorrect => "the harness's judgement",
        Evidence.ScoreRange => "the task's preferred score with its low and high value",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
