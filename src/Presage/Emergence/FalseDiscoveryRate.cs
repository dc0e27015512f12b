namespace Presage.Emergence;

/// <summary>Adjusted p-values of Benjamini and Hochberg (1995).</summary>
internal static class FalseDiscoveryRate
{
    /// <summary>The smallest false discovery rate at which each test would be significant.</summary>
    /// <param name="pValues">Shape [tests]; null for tests that were not made, which count as none.</param>
    /// <returns>Shape [tests]; null where there was no test.</returns>
    public static double?[] Adjust(double?[] pValues)
    {
        int[] order = [.. Enumerable.Range(0, pValues.Length).Where(i => pValues[i] is not null).OrderByDescending(i => pValues[i])];
        double?[] adjusted = new double?[pValues.Length];
        double least = 1;
        for (int place = 0; place < order.Length; place++)
        {
            int rank = order.Length - place;
            least = Math.Min(least, pValues[order[place]]!.Value * order.Length / rank);
            adjusted[order[place]] = least;
        }

        return adjusted;
    }
}
