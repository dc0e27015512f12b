using Presage.Laws;

namespace Presage.Scoring;

/// <summary>Draws binomial numbers, exactly, in a time that does not grow with their size.</summary>
/// <remarks>
/// Transformed rejection with a squeeze (Hörmann 1993, "The generation of binomial random variates", algorithm BTRS) where the mean is at least
/// 10, else inversion.
/// </remarks>
internal static class BinomialDraw
{
    private const double LeastMean = 10;

    /// <summary>Successes in a number of trials.</summary>
    /// <param name="trials">At least 0.</param>
    /// <param name="probability">Clamped to [0, 1].</param>
    /// <param name="random">Moves on.</param>
    public static long Next(long trials, double probability, ref SplitMix64 random) =>
        trials == 0 || !(probability > 0) ? 0
        : probability >= 1 ? trials
        : probability > 0.5 ? trials - Smaller(trials, 1 - probability, ref random)
        : Smaller(trials, probability, ref random);

    private static long Smaller(long n, double p, ref SplitMix64 random) =>
        n * p < LeastMean ? Invert(n, p, ref random) : Reject(n, p, ref random);

    private static long Invert(long n, double p, ref SplitMix64 random)
    {
        double odds = p / (1 - p), u = random.Uniform(), term = Math.Exp(n * PassAtK.LogOfOnePlus(-p));
        long k = 0;
        for (; u > term && k < n; k++)
        {
            u -= term;
            term *= (n - k) * odds / (k + 1);
        }

        return k;
    }

    // The names of the paper.
    private static long Reject(long n, double p, ref SplitMix64 random)
    {
        double spread = Math.Sqrt(n * p * (1 - p));
        double b = 1.15 + (2.53 * spread), a = -0.0873 + (0.0248 * b) + (0.01 * p), c = (n * p) + 0.5, vr = 0.92 - (4.2 / b);
        while (true)
        {
            double v = random.Uniform(), u = random.Uniform() - 0.5, us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + c);
            if (us >= 0.07 && v <= vr)
                return (long)k;
            if (k < 0 || k > n)
                continue;
            double odds = p / (1 - p), alpha = (2.83 + (5.1 / b)) * spread, m = Math.Floor((n + 1) * p);
            double bound = ((m + 0.5) * Math.Log((m + 1) / (odds * (n - m + 1))))
                + ((n + 1) * Math.Log((n - m + 1) / (n - k + 1)))
                + ((k + 0.5) * Math.Log(odds * (n - k + 1) / (k + 1)))
                + Tail(m) + Tail(n - m) - Tail(k) - Tail(n - k);
            if (Math.Log(v * alpha / ((a / (us * us)) + b)) <= bound)
                return (long)k;
        }
    }

    /// <summary>What Stirling's series adds to log k!.</summary>
    private static double Tail(double k)
    {
        if (k < Small.Length)
            return Small[(int)k];
        double next = k + 1, square = next * next;
        return ((1.0 / 12) - (((1.0 / 360) - (1.0 / 1260 / square)) / square)) / next;
    }

    private static readonly double[] Small =
    [
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037650, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287,
    ];
}
