namespace Presage.Scoring;

/// <summary>The negative log-probability of a target per token, per character or per byte.</summary>
/// <remarks>
/// Per token as in Schaeffer et al. 2023, section 2: the mean of -log p over the target's tokens, each given those before it. Per byte it compares
/// between tokenizers (bits per byte: lm-evaluation-harness, <c>bits_per_byte</c>). Infinite where a token has probability 0.
/// </remarks>
public static class TargetCrossEntropy
{
    /// <summary>Per token.</summary>
    /// <param name="tokenLogProbabilities">Shape [tokens]; nats, at most 0.</param>
    /// <returns>Nats, from 0; smaller is better.</returns>
    /// <exception cref="ArgumentException">There are none, or one is not a log-probability.</exception>
    public static double PerToken(ReadOnlySpan<double> tokenLogProbabilities) =>
        Per(LogProbabilities.Sum(tokenLogProbabilities, nameof(tokenLogProbabilities)), tokenLogProbabilities.Length);

    /// <summary>Per token, character or byte, whichever is counted.</summary>
    /// <param name="logProbability">Nats, of the whole target; at most 0.</param>
    /// <param name="length">Tokens, characters or bytes of the target, at least 1.</param>
    /// <returns>Nats, from 0; smaller is better.</returns>
    /// <exception cref="ArgumentException">Not a log-probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    public static double Per(double logProbability, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        // A certain target has cross-entropy 0, not -0.
        return 0 - (LogProbabilities.Checked(logProbability, nameof(logProbability)) / length);
    }

    /// <summary>Bits per byte.</summary>
    /// <param name="logProbability">Nats, of the whole target; at most 0.</param>
    /// <param name="bytes">Bytes of the target in UTF-8, at least 1.</param>
    /// <returns>Bits, from 0; smaller is better.</returns>
    /// <exception cref="ArgumentException">Not a log-probability.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    public static double BitsPerByte(double logProbability, int bytes) => Per(logProbability, bytes) / Math.Log(2);
}
