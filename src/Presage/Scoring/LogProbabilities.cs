using System.Globalization;

namespace Presage.Scoring;

/// <summary>Checks and sums of log-probabilities.</summary>
internal static class LogProbabilities
{
    // Servers print zeros as a rounding error above.
    private const double Rounding = 1e-5;

    /// <summary>Refuses what cannot be the log-probability of a token or a text.</summary>
    public static double Checked(double logProbability, string parameter) =>
        logProbability <= Rounding
            ? Math.Min(logProbability, 0)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{logProbability} is not a log-probability."), parameter);

    /// <summary>Their sum: the log-probability of the whole text.</summary>
    public static double Sum(ReadOnlySpan<double> logProbabilities, string parameter)
    {
        if (logProbabilities.IsEmpty)
            throw new ArgumentException("There are no log-probabilities.", parameter);
        double sum = 0;
        foreach (double logProbability in logProbabilities)
            sum += Checked(logProbability, parameter);
        return sum;
    }

    /// <summary>log of the summed exponentials; scores of choices, which need not be below 0.</summary>
    /// <exception cref="ArgumentException">A score is NaN or positive infinity, or all are negative infinity.</exception>
    public static double LogSumExp(ReadOnlySpan<double> scores, string parameter)
    {
        double largest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            if (double.IsNaN(score) || double.IsPositiveInfinity(score))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{score} is not a score of a choice."), parameter);
            largest = Math.Max(largest, score);
        }

        if (double.IsNegativeInfinity(largest))
            throw new ArgumentException("No choice has any probability.", parameter);
        double sum = 0;
        foreach (double score in scores)
            sum += Math.Exp(score - largest);
        return largest + Math.Log(sum);
    }
}
