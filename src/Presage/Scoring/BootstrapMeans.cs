using System.Collections.Immutable;
using Presage.Proportions;

namespace Presage.Scoring;

/// <summary>
/// Means of several columns of scores over items drawn again and again; the columns share every draw, so that they compare in pairs.
/// </summary>
/// <remarks>Efron 1979. Compares arrays by reference.</remarks>
/// <param name="Estimates">Shape [columns]: means over the items themselves.</param>
/// <param name="Replicates">Shape [columns][replicates]: means over drawn items.</param>
public sealed record BootstrapMeans(ImmutableArray<double> Estimates, ImmutableArray<ImmutableArray<double>> Replicates)
{
    /// <summary>The standard error of a column's mean.</summary>
    /// <param name="column">Zero-based.</param>
    /// <returns>In the metric's unit; null below 2 replicates.</returns>
    public double? StandardError(int column) => Spread(Replicates[column].AsSpan());

    /// <summary>The percentile interval of a column's mean.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="confidence">In (0, 1), such as 0.95.</param>
    /// <returns>In the metric's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    public ConfidenceInterval Interval(int column, double confidence) => Percentiles(Replicates[column].ToArray(), confidence);

    /// <summary>The standard error of the difference between two columns, on the same drawn items.</summary>
    /// <param name="first">Zero-based column.</param>
    /// <param name="second">Zero-based column.</param>
    /// <returns>In the metric's unit; null below 2 replicates.</returns>
    public double? DifferenceStandardError(int first, int second) => Spread(Differences(first, second));

    /// <summary>The percentile interval of first minus second, on the same drawn items.</summary>
    /// <param name="first">Zero-based column.</param>
    /// <param name="second">Zero-based column.</param>
    /// <param name="confidence">In (0, 1), such as 0.95.</param>
    /// <returns>In the metric's unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not in (0, 1).</exception>
    public ConfidenceInterval DifferenceInterval(int first, int second, double confidence) => Percentiles(Differences(first, second), confidence);

    private double[] Differences(int first, int second) => [.. Replicates[first].Zip(Replicates[second], (one, other) => one - other)];

    private static double? Spread(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
            return null;
        double sum = 0, squares = 0;
        foreach (double value in values)
            sum += value;
        double mean = sum / values.Length;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        return Math.Sqrt(squares / (values.Length - 1));
    }

    private static ConfidenceInterval Percentiles(double[] values, double confidence)
    {
        if (!(confidence is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1.");
        Array.Sort(values);
        return new ConfidenceInterval(Quantile(values, (1 - confidence) / 2), Quantile(values, (1 + confidence) / 2));
    }

    // Linear between order statistics, as in NumPy.
    private static double Quantile(double[] ordered, double probability)
    {
        double place = probability * (ordered.Length - 1);
        int below = (int)place;
        return below + 1 < ordered.Length ? ordered[below] + ((place - below) * (ordered[below + 1] - ordered[below])) : ordered[^1];
    }
}
