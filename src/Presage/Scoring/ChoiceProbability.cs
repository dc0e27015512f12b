using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>Probabilities of the choices among themselves: exponentials of their scores, scaled to sum to 1.</summary>
/// <remarks>
/// p^Choices of Schaeffer et al. 2024 (2406.04391): the step at which predictability is lost, because it depends on the mass on specific wrong
/// choices.
/// </remarks>
public static class ChoiceProbability
{
    /// <summary>Of every choice.</summary>
    /// <param name="logProbabilities">Shape [choices]; nats. Scores that are not log-probabilities (differences of them, say) may be above 0.</param>
    /// <returns>Shape [choices]; each in [0, 1], sum 1.</returns>
    /// <exception cref="ArgumentException">There are no choices, one is NaN or positive infinity, or all are negative infinity.</exception>
    public static ImmutableArray<double> All(ReadOnlySpan<double> logProbabilities)
    {
        double total = LogProbabilities.LogSumExp(logProbabilities, nameof(logProbabilities));
        ImmutableArray<double>.Builder probabilities = ImmutableArray.CreateBuilder<double>(logProbabilities.Length);
        foreach (double logProbability in logProbabilities)
            probabilities.Add(Math.Exp(logProbability - total));
        return probabilities.MoveToImmutable();
    }

    /// <summary>Of the right choice.</summary>
    /// <param name="logProbabilities">Shape [choices]; nats.</param>
    /// <param name="correct">Zero-based index of the right choice.</param>
    /// <returns>In [0, 1]; larger is better; 1/choices for a model that knows nothing.</returns>
    /// <exception cref="ArgumentException">There are no choices, one is NaN or positive infinity, or all are negative infinity.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such choice.</exception>
    public static double OfCorrect(ReadOnlySpan<double> logProbabilities, int correct)
    {
        Choices.CheckCorrect(correct, logProbabilities.Length);
        return Math.Exp(logProbabilities[correct] - LogProbabilities.LogSumExp(logProbabilities, nameof(logProbabilities)));
    }
}
