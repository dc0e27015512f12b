namespace Presage.Proportions;

/// <summary>Recovers the number of test items from a success rate and its standard error.</summary>
public static class SampleCount
{
    /// <summary>The item count that explains a printed standard error.</summary>
    /// <param name="rate">The printed success rate, in [0, 1].</param>
    /// <param name="standardError">The printed standard error, at least 0.</param>
    /// <returns>
    /// n with s^2 = p(1 - p)/(n - 1), the form of lm-evaluation-harness, or else p(1 - p)/n; null where neither gives a whole number of
    /// items with a whole number of successes: then the score is not a mean of right-or-wrong items, or was rounded.
    /// </returns>
    /// <remarks>
    /// A standard error of 0 says nothing: a rate of 0 or 1 has it at any n. Printed values carry full double precision, so a
    /// whole number is asked for within 1e-4 items and 1e-4 successes (relative to n above 10,000).
    /// </remarks>
    public static long? FromStandardError(double rate, double standardError)
    {
        if (!(rate > 0 && rate < 1 && standardError > 0))
            return null;
        double ratio = rate * (1 - rate) / (standardError * standardError);
        return Whole(ratio + 1, rate) ?? Whole(ratio, rate);
    }

    private static long? Whole(double samples, double rate)
    {
        if (!(samples >= 2 && samples <= 1e9))
            return null;
        double n = Math.Round(samples);
        double tolerance = 1e-4 * Math.Max(1, n / 10_000);
        double successes = rate * n;
        return Math.Abs(samples - n) <= tolerance && Math.Abs(successes - Math.Round(successes)) <= tolerance ? (long)n : null;
    }
}
