using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>A predictive distribution: equally probable values, ascending, each standing for one two-hundredth of the probability.</summary>
/// <remarks>
/// Value i lies at probability (i + 1/2) / n; between neighbours the quantile function is a straight line, beyond the ends it is level.
/// Equality compares the array by reference.
/// </remarks>
public sealed record ForecastDistribution
{
    /// <summary>Values of a distribution made here.</summary>
    internal const int Size = 200;

    /// <summary>Creates a distribution.</summary>
    /// <param name="values">Shape [values], at least 1; ascending; finite; in the metric's unit.</param>
    /// <exception cref="ArgumentException">No value, one that is not finite, or values that descend.</exception>
    public ForecastDistribution(ImmutableArray<double> values)
    {
        if (values.IsDefaultOrEmpty)
            throw new ArgumentException("A distribution needs a value.", nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] < values[i - 1]))
                throw new ArgumentException("Values must be finite and ascend.", nameof(values));
        }

        Values = values;
    }

    /// <summary>The probabilities at which reports print quantiles: 0.05 to 0.95 by 0.05, and 0.025 and 0.975.</summary>
    public static ImmutableArray<double> ReportedProbabilities { get; } =
        [0.025, .. Enumerable.Range(1, 19).Select(i => i / 20.0), 0.975];

    /// <summary>Shape [values]; ascending; in the metric's unit.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The median.</summary>
    public double Median => Quantile(0.5);

    /// <summary>The mean.</summary>
    public double Mean => Values.Average();

    /// <summary>The value below which the outcome falls with a probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is outside its range.</exception>
    public double Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        double place = Math.Clamp((probability * Values.Length) - 0.5, 0, Values.Length - 1);
        int below = (int)place;
        return below == Values.Length - 1 ? Values[below] : Values[below] + ((place - below) * (Values[below + 1] - Values[below]));
    }

    /// <summary>The probability that the outcome is above a threshold.</summary>
    /// <param name="threshold">In the metric's unit.</param>
    /// <returns>In [0, 1]: the share of the values above the threshold, those equal to it counted half.</returns>
    public double Exceeds(double threshold)
    {
        double above = 0;
        foreach (double value in Values)
            above += value > threshold ? 1 : value == threshold ? 0.5 : 0;
        return above / Values.Length;
    }

    /// <summary>The probability integral transform: the probability of an outcome below the one observed, half of that of an equal one added.</summary>
    /// <param name="observed">In the metric's unit.</param>
    public double ProbabilityBelow(double observed) => 1 - Exceeds(observed);

    /// <summary>Whether the central interval of a level holds an outcome; its ends count as inside.</summary>
    /// <param name="level">In (0, 1), such as 0.8.</param>
    /// <param name="observed">In the metric's unit.</param>
    public bool Covers(double level, double observed)
    {
        const double rounding = 1e-9;
        return observed >= Quantile((1 - level) / 2) - rounding && observed <= Quantile((1 + level) / 2) + rounding;
    }

    /// <summary>The continuous ranked probability score of what was observed.</summary>
    /// <param name="observed">In the metric's unit.</param>
    /// <returns>At least 0, smaller is better; the absolute error where all values are equal.</returns>
    /// <remarks>Gneiting and Raftery (2007), equation 21: E|X - y| - E|X - X'| / 2, exact for the equally probable values.</remarks>
    public double Crps(double observed)
    {
        double error = 0, within = 0;
        int n = Values.Length;
        for (int i = 0; i < n; i++)
        {
            error += Math.Abs(Values[i] - observed);
            within += ((2 * i) - n + 1) * Values[i];
        }

        return (error / n) - (within / n / n);
    }
}
