namespace Presage.Scoring;

/// <summary>pass@k: the chance that at least one of k draws succeeds, from a number of draws that was fixed beforehand.</summary>
/// <remarks>
/// Chen et al. 2021 (2107.03374), equation 1. Where drawing stopped at a number of successes, this estimate is too high:
/// use <see cref="SequentialPassRate"/>.
/// </remarks>
public static class PassAtK
{
    /// <summary>The unbiased estimate 1 - C(draws - successes, k)/C(draws, k), as a product of ratios, which neither overflows nor cancels.</summary>
    /// <param name="draws">Answers drawn, at least <paramref name="k"/>.</param>
    /// <param name="successes">How many were right, from 0 to <paramref name="draws"/>.</param>
    /// <param name="k">At least 1.</param>
    /// <returns>In [0, 1]; larger is better.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than k draws, or successes outside their range: fewer than k draws have no unbiased estimate.</exception>
    public static double Estimate(long draws, long successes, long k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, k);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, draws);
        return Complement(draws, successes, k);
    }

    /// <summary>What the estimate is unbiased for: 1 - (1 - rate)^k.</summary>
    /// <param name="rate">Chance that one draw succeeds, in [0, 1].</param>
    /// <param name="k">At least 1.</param>
    /// <returns>In [0, 1], exact also for rates far below 1/k.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not in [0, 1], or k is below 1.</exception>
    public static double Expected(double rate, long k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (!(rate is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate lies in [0, 1].");
        return rate >= 1 ? 1 : -Expm1(k * LogOfOnePlus(-rate));
    }

    /// <summary>1 - C(draws - marked, k)/C(draws, k): the chance that k of the draws, taken without replacement, hold a marked one.</summary>
    internal static double Complement(long draws, long marked, long k)
    {
        if (draws - marked < k)
            return 1;

        // C(n - c, k)/C(n, k) = C(n - k, c)/C(n, c): the product runs over the smaller of c and k.
        (long factors, long other) = marked < k ? (marked, k) : (k, marked);
        double log = 0;
        for (long i = 0; i < factors; i++)
            log += LogOfOnePlus(-(double)other / (draws - i));
        return -Expm1(log);
    }

    // log(1 + x) and exp(x) - 1 keep all digits near 0 (Kahan 1984, in Goldberg 1991, theorem 4).
    internal static double LogOfOnePlus(double x)
    {
        double y = 1 + x;
        return y == 1 ? x : Math.Log(y) * x / (y - 1);
    }

    private static double Expm1(double x)
    {
        double y = Math.Exp(x);
        return y == 1 ? x : y - 1 == -1 ? -1 : (y - 1) * x / Math.Log(y);
    }
}
