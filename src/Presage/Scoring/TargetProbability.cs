namespace Presage.Scoring;

/// <summary>The probability of the whole target: the product over its tokens.</summary>
/// <remarks>
/// The chance that sampling at temperature 1 gives it word for word: p^L for L tokens of equal probability (Schaeffer et al. 2023, equation 2), and
/// p^Vocab of Schaeffer et al. 2024 (2406.04391). Greedy decoding may give it with certainty, or never.
/// </remarks>
public static class TargetProbability
{
    /// <summary>From the tokens.</summary>
    /// <param name="tokenLogProbabilities">Shape [tokens]; nats, at most 0.</param>
    /// <returns>In [0, 1]; larger is better.</returns>
    /// <exception cref="ArgumentException">There are none, or one is not a log-probability.</exception>
    public static double Of(ReadOnlySpan<double> tokenLogProbabilities) =>
        Math.Exp(LogProbabilities.Sum(tokenLogProbabilities, nameof(tokenLogProbabilities)));
}
