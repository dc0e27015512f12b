namespace Presage.Scoring;

/// <summary>The mean of a metric over items, with its standard error as a draw of items.</summary>
/// <param name="Mean">In the metric's unit.</param>
/// <param name="StandardError">In the metric's unit; null below 2 items, or below 2 clusters.</param>
/// <param name="Items">Items, at least 1.</param>
/// <param name="Clusters">Groups of items that share a passage; null where items count as independent.</param>
/// <remarks>Miller 2024 (2411.00640), section 2. The items are taken as a sample of those that might have been asked.</remarks>
public sealed record ItemMean(double Mean, double? StandardError, int Items, int? Clusters = null)
{
    /// <summary>Of independent items: s^2 = sum (x - mean)^2 / ((n - 1) n).</summary>
    /// <param name="scores">Shape [items], at least 1; finite.</param>
    /// <exception cref="ArgumentException">There are no items, or a score is not finite.</exception>
    public static ItemMean Of(ReadOnlySpan<double> scores)
    {
        double mean = Average(scores);
        return new ItemMean(mean, scores.Length < 2 ? null : Math.Sqrt(Variance(scores, mean)), scores.Length);
    }

    /// <summary>Of items that share passages: the products of deviations within a cluster are added to the variance.</summary>
    /// <param name="scores">Shape [items], at least 1; finite.</param>
    /// <param name="clusters">Shape [items]; equal numbers for items of one passage.</param>
    /// <returns>With few clusters (below some 20) the standard error is too small.</returns>
    /// <remarks>
    /// Miller 2024, section 2.2: s^2 = s_CLT^2 + n^-2 sum over clusters of the sum over i and j, i not j, of (x_i - mean)(x_j - mean).
    /// </remarks>
    /// <exception cref="ArgumentException">Shapes differ, there are no items, or a score is not finite.</exception>
    public static ItemMean OfClusters(ReadOnlySpan<double> scores, ReadOnlySpan<int> clusters)
    {
        if (clusters.Length != scores.Length)
            throw new ArgumentException($"There are {scores.Length} scores and {clusters.Length} cluster numbers.", nameof(clusters));
        double mean = Average(scores);

        // In the order in which clusters first appear, so that the sum has one value.
        Dictionary<int, int> index = [];
        List<(double Sum, double Squares)> sums = [];
        for (int i = 0; i < scores.Length; i++)
        {
            if (index.TryAdd(clusters[i], sums.Count))
                sums.Add(default);
            double deviation = scores[i] - mean;
            (double sum, double squares) = sums[index[clusters[i]]];
            sums[index[clusters[i]]] = (sum + deviation, squares + (deviation * deviation));
        }

        if (sums.Count < 2)
            return new ItemMean(mean, null, scores.Length, sums.Count);
        double cross = 0;
        foreach ((double sum, double squares) in sums)
            cross += (sum * sum) - squares;
        double variance = Variance(scores, mean) + (cross / scores.Length / scores.Length);
        return new ItemMean(mean, Math.Sqrt(Math.Max(0, variance)), scores.Length, sums.Count);
    }

    /// <summary>Of the differences between two models on the same items: what the items share cancels.</summary>
    /// <param name="first">Shape [items], at least 1; finite.</param>
    /// <param name="second">Shape [items], in the same order of items; finite.</param>
    /// <returns>Mean of first minus second. Miller 2024, section 4.</returns>
    /// <exception cref="ArgumentException">Shapes differ, there are no items, or a score is not finite.</exception>
    public static ItemMean OfDifferences(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Of(Differences(first, second));

    /// <summary>Of the differences between two models on the same items, some of which share passages.</summary>
    /// <param name="first">Shape [items], at least 1; finite.</param>
    /// <param name="second">Shape [items], in the same order of items; finite.</param>
    /// <param name="clusters">Shape [items]; equal numbers for items of one passage.</param>
    /// <returns>Mean of first minus second.</returns>
    /// <exception cref="ArgumentException">Shapes differ, there are no items, or a score is not finite.</exception>
    public static ItemMean OfDifferences(ReadOnlySpan<double> first, ReadOnlySpan<double> second, ReadOnlySpan<int> clusters) =>
        OfClusters(Differences(first, second), clusters);

    private static double[] Differences(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"There are {first.Length} and {second.Length} scores; a paired comparison needs the same items.", nameof(second));
        double[] differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++)
            differences[i] = first[i] - second[i];
        return differences;
    }

    private static double Average(ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty)
            throw new ArgumentException("There are no scores.", nameof(scores));
        double sum = 0;
        foreach (double score in scores)
            sum += double.IsFinite(score) ? score : throw new ArgumentException("A score is not a finite number.", nameof(scores));
        return sum / scores.Length;
    }

    private static double Variance(ReadOnlySpan<double> scores, double mean)
    {
        double squares = 0;
        foreach (double score in scores)
            squares += (score - mean) * (score - mean);
        return squares / ((scores.Length - 1.0) * scores.Length);
    }
}
