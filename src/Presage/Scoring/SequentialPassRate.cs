namespace Presage.Scoring;

/// <summary>Pass rates of draws that went on until a number of successes was reached: the number of draws is then random.</summary>
/// <remarks>
/// PassUntil (Hu et al. 2023, 2310.03262) stops at r successes, so that the draws K follow a negative binomial law. Its estimate r/K is the
/// likeliest rate but
/// too high on average: at a rate of 0.001 6.9 times for r = 1, 2.0 times for r = 2. Counting paths to the stopping point (Girshick, Mosteller and
/// Savage 1946)
/// gives estimates without bias: (r - 1)/(K - 1) for the rate (Haldane 1945), and one for pass@k.
/// </remarks>
public static class SequentialPassRate
{
    /// <summary>The unbiased estimate of the rate, (r - 1)/(K - 1).</summary>
    /// <param name="successes">Successes at which drawing stopped, r, at least 1.</param>
    /// <param name="draws">Draws up to and with the last success, K, at least r.</param>
    /// <returns>In [0, 1]. Null for one success, which has no unbiased estimate but the useless one: 1 if the first draw succeeded, else 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside those ranges.</exception>
    public static double? Estimate(long successes, long draws)
    {
        Check(successes, draws);
        return successes == 1 ? null : (successes - 1.0) / (draws - 1.0);
    }

    /// <summary>The unbiased estimate of pass@k, 1 - C(K - 1 - k, r - 1)/C(K - 1, r - 1); for k = 1 it is <see cref="Estimate"/>.</summary>
    /// <param name="successes">Successes at which drawing stopped, r, at least 1.</param>
    /// <param name="draws">Draws up to and with the last success, K, at least r.</param>
    /// <param name="k">At least 1.</param>
    /// <returns>In [0, 1]. Null for one success.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside those ranges.</exception>
    public static double? PassAt(long successes, long draws, long k)
    {
        Check(successes, draws);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);

        // Paths whose first k draws all fail, over all paths: the last draw is a success in each.
        return successes == 1 ? null : PassAtK.Complement(draws - 1, successes - 1, k);
    }

    /// <summary>The unbiased estimate where drawing stops at r successes or at a cap, whichever comes first.</summary>
    /// <param name="successes">Successes drawn, at least 0.</param>
    /// <param name="draws">Draws made, from 1 to <paramref name="cap"/>.</param>
    /// <param name="stopAt">Successes at which drawing stops, r, at least 2.</param>
    /// <param name="cap">Draws at which it stops at the latest, at least 1.</param>
    /// <returns>(r - 1)/(K - 1) where r was reached, else successes/cap; in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Outside those ranges, or drawing stopped before either.</exception>
    public static double EstimateWithCap(long successes, long draws, long stopAt, long cap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stopAt, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, Math.Min(stopAt, draws));
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(draws, cap);
        if (successes == stopAt)
            return (successes - 1.0) / (draws - 1.0);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, cap);
        return (double)successes / cap;
    }

    /// <summary>What r/K is on average.</summary>
    /// <param name="successes">Successes at which drawing stops, r, at least 1.</param>
    /// <param name="rate">Chance that one draw succeeds, in (0, 1].</param>
    /// <returns>At least <paramref name="rate"/>; the ratio of the two is the factor by which r/K is too high.</returns>
    /// <remarks>E[r/K] = r p^r times the integral over s in [0, 1] of s^(r-1)/(1 - q s)^r, q = 1 - p; for r = 1 it is -p ln p/q.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Outside those ranges.</exception>
    public static double MeanOfRatio(long successes, double rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(successes, 1);
        if (!(rate is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate lies above 0 and up to 1.");
        double fail = 1 - rate;
        if (rate < 0.5)
        {
            // By parts; each step multiplies the error by p/q, which is below 1.
            double inverse = -rate * Math.Log(rate) / fail;
            for (long r = 2; r <= successes; r++)
                inverse = (rate / fail * (1 / (r - 1.0))) - (rate / fail * inverse);
            return successes * inverse;
        }

        // The negative binomial law itself: its terms soon fall at least by half.
        double probability = Math.Pow(rate, successes), sum = 0;
        for (long draws = successes; probability > 1e-20 * sum || draws < 4 * successes; draws++)
        {
            sum += probability / draws;
            probability *= fail * draws / (draws - successes + 1);
        }

        return successes * sum;
    }

    private static void Check(long successes, long draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(successes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, successes);
    }
}
