using MathNet.Numerics.Distributions;

namespace Presage.Proportions;

/// <summary>Intervals for a success rate that hold at the edges, where the normal interval has no width at all.</summary>
/// <remarks>
/// Counts may be fractional (a rate recovered from a rounded score). Clopper-Pearson for claims ("cannot exclude"),
/// Wilson or Jeffreys for plots: the exact interval is wider than it need be. Brown, Cai and DasGupta (2001).
/// </remarks>
public static class BinomialInterval
{
    /// <summary>The level used where none is given.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>Score interval of Wilson (1927).</summary>
    /// <param name="successes">In [0, <paramref name="samples"/>].</param>
    /// <param name="samples">Greater than 0.</param>
    /// <param name="level">Two-sided level in (0, 1).</param>
    /// <returns>Rates in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static ConfidenceInterval Wilson(double successes, double samples, double level = DefaultLevel)
    {
        Check(successes, samples, level);
        double z = level == DefaultLevel ? 1.959963984540054 : Normal.InvCDF(0, 1, 0.5 + level / 2);
        double rate = successes / samples;
        double shrink = 1 + z * z / samples;
        double centre = (rate + z * z / (2 * samples)) / shrink;
        double half = z / shrink * Math.Sqrt(rate * (1 - rate) / samples + z * z / (4 * samples * samples));
        return new ConfidenceInterval(
            successes == 0 ? 0 : Math.Max(0, centre - half),
            successes == samples ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>Equal-tailed interval of the posterior under Jeffreys' prior Beta(1/2, 1/2), closed at the edges.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static ConfidenceInterval Jeffreys(double successes, double samples, double level = DefaultLevel)
    {
        Check(successes, samples, level);
        double tail = (1 - level) / 2;
        return new ConfidenceInterval(
            successes == 0 ? 0 : BetaQuantile.At(successes + 0.5, samples - successes + 0.5, tail),
            successes == samples ? 1 : BetaQuantile.At(successes + 0.5, samples - successes + 0.5, 1 - tail));
    }

    /// <summary>Exact interval of Clopper and Pearson (1934): covers with at least the stated level whatever the rate.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static ConfidenceInterval ClopperPearson(double successes, double samples, double level = DefaultLevel)
    {
        Check(successes, samples, level);
        double tail = (1 - level) / 2;
        return new ConfidenceInterval(
            successes == 0 ? 0 : BetaQuantile.At(successes, samples - successes + 1, tail),
            ClopperPearsonUpper(successes, samples, 1 - tail));
    }

    /// <summary>One-sided exact upper limit: the largest rate compatible with so few successes.</summary>
    /// <param name="successes">In [0, <paramref name="samples"/>].</param>
    /// <param name="samples">Greater than 0.</param>
    /// <param name="level">One-sided level in (0, 1).</param>
    /// <returns>A rate in (0, 1]; about 3/n at 95 % where nothing succeeded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double ClopperPearsonUpper(double successes, double samples, double level = DefaultLevel)
    {
        Check(successes, samples, level);
        return successes == samples ? 1
            : successes == 0 ? 1 - Math.Pow(1 - level, 1 / samples)
            : BetaQuantile.At(successes + 1, samples - successes, level);
    }

    private static void Check(double successes, double samples, double level)
    {
        if (!(samples > 0) || !double.IsFinite(samples))
            throw new ArgumentOutOfRangeException(nameof(samples), samples, "There must be at least some samples.");
        if (!(successes >= 0 && successes <= samples))
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes must be between 0 and the {samples} samples.");
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies strictly between 0 and 1.");
    }
}
