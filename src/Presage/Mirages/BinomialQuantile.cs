namespace Presage.Mirages;

/// <summary>Binomial numbers from a uniform number by inversion, so that the same uniform number gives comparable draws at any rate and number of items.</summary>
internal static class BinomialQuantile
{
    /// <summary>The smallest count whose cumulative probability reaches <paramref name="level"/>.</summary>
    /// <param name="items">At least 0.</param>
    /// <param name="rate">In [0, 1].</param>
    /// <param name="level">In (0, 1).</param>
    /// <remarks>Probabilities relative to that of the mode, out to twelve standard deviations: nothing underflows, and no factorial is needed.</remarks>
    public static long At(long items, double rate, double level)
    {
        if (items == 0 || !(rate > 0))
            return 0;
        if (rate >= 1)
            return items;
        double odds = rate / (1 - rate);
        double reach = (12 * Math.Sqrt(items * rate * (1 - rate))) + 30;
        long mode = Math.Min(items, (long)Math.Floor((items + 1) * rate));
        long low = (long)Math.Max(0, Math.Floor(mode - reach)), high = (long)Math.Min(items, Math.Ceiling(mode + reach));
        double first = 1;
        for (long k = mode; k > low; k--)
            first *= k / ((items - k + 1) * odds);

        double total = 0, term = first;
        for (long k = low; k <= high; k++)
        {
            total += term;
            term *= (items - k) * odds / (k + 1);
        }

        double sum = 0;
        term = first;
        for (long k = low; k < high; k++)
        {
            sum += term;
            if (sum >= level * total)
                return k;
            term *= (items - k) * odds / (k + 1);
        }

        return high;
    }
}
