namespace Presage.Scoring;

/// <summary>By how much the right choice's log-probability exceeds that of the likeliest wrong one.</summary>
/// <remarks>
/// The item is right where the margin is above 0, so that the margin shows progress on both sides of that threshold. Its linear trend over log
/// compute
/// is the smooth law for choices; Schaeffer et al. 2024 (2406.04391) show why the wrong choices must be in it.
/// </remarks>
public static class ChoiceMargin
{
    /// <summary>The margin of one item.</summary>
    /// <param name="logProbabilities">Shape [choices], at least 2; nats.</param>
    /// <param name="correct">Zero-based index of the right choice.</param>
    /// <returns>Nats; larger is better. Infinite where one side has probability 0; null where both have.</returns>
    /// <exception cref="ArgumentException">There are fewer than 2 choices, or one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such choice.</exception>
    public static double? Of(ReadOnlySpan<double> logProbabilities, int correct)
    {
        Choices.CheckCorrect(correct, logProbabilities.Length);
        if (logProbabilities.Length < 2)
            throw new ArgumentException("A margin needs at least 2 choices.", nameof(logProbabilities));
        double best = double.NegativeInfinity;
        for (int i = 0; i < logProbabilities.Length; i++)
        {
            if (double.IsNaN(logProbabilities[i]))
                throw new ArgumentException($"The log-probability of choice {i} is not a number.", nameof(logProbabilities));
            if (i != correct)
                best = Math.Max(best, logProbabilities[i]);
        }

        double margin = logProbabilities[correct] - best;
        return double.IsNaN(margin) ? null : margin;
    }
}
