using MathNet.Numerics.Distributions;

namespace Presage.Forecasts;

/// <summary>A mean over forecasts that come in clusters, with an interval that knows it.</summary>
/// <param name="Value">The mean.</param>
/// <param name="Lower">Lower end of the 95 % interval; null below two clusters.</param>
/// <param name="Upper">Upper end of the 95 % interval; null below two clusters.</param>
/// <param name="Count">Forecasts.</param>
/// <param name="Clusters">Clusters.</param>
/// <remarks>
/// Cluster-robust standard error with Student's t on one degree of freedom fewer than clusters: SE^2 = G / (G - 1) sum_g (sum_{i in g} (y_i - mean))^2 / N^2
/// (Liang and Zeger 1986). With a handful of clusters it is rough, and forecasts within a cluster are not independent evidence.
/// </remarks>
public readonly record struct ClusteredMean(double Value, double? Lower, double? Upper, int Count, int Clusters)
{
    /// <summary>The mean of some numbers.</summary>
    /// <param name="numbers">With the cluster of each; at least one.</param>
    /// <param name="minimum">Least value that the mean can have.</param>
    /// <param name="maximum">Largest value that the mean can have.</param>
    internal static ClusteredMean Of(
        IReadOnlyCollection<(string Cluster, double Number)> numbers, double minimum = double.NegativeInfinity, double maximum = double.PositiveInfinity)
    {
        int count = numbers.Count;
        double mean = numbers.Sum(one => one.Number) / count;
        double[] sums = [.. numbers.GroupBy(one => one.Cluster, StringComparer.Ordinal).Select(group => group.Sum(one => one.Number - mean))];
        int clusters = sums.Length;
        if (clusters < 2)
            return new ClusteredMean(mean, null, null, count, clusters);
        double error = Math.Sqrt(clusters / (clusters - 1.0) * sums.Sum(sum => sum * sum)) / count;
        double half = StudentT.InvCDF(0, 1, clusters - 1, 0.975) * error;
        return new ClusteredMean(mean, Math.Max(minimum, mean - half), Math.Min(maximum, mean + half), count, clusters);
    }
}
