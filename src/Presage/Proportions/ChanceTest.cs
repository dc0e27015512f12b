using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Presage.Proportions;

/// <summary>Is a success rate above that of a guesser? One-sided exact binomial test.</summary>
public static class ChanceTest
{
    /// <summary>The probability that a guesser has at least so many successes.</summary>
    /// <param name="successes">In [0, <paramref name="samples"/>].</param>
    /// <param name="samples">At least 1.</param>
    /// <param name="chance">Success rate of the guesser, in [0, 1).</param>
    /// <returns>In [0, 1]; 0 where the guesser never succeeds and somebody did.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double PValue(long successes, long samples, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        if (successes < 0 || successes > samples)
            throw new ArgumentOutOfRangeException(nameof(successes), successes, $"Successes must be between 0 and the {samples} samples.");
        CheckChance(chance);
        return successes == 0 ? 1
            : chance == 0 ? 0
            : SpecialFunctions.BetaRegularized(successes, samples - successes + 1, chance);
    }

    /// <summary>The fewest successes that are significantly above chance.</summary>
    /// <param name="samples">At least 1.</param>
    /// <param name="chance">Success rate of the guesser, in [0, 1).</param>
    /// <param name="significance">Level of the test, in (0, 1).</param>
    /// <returns>A count; <c>samples + 1</c> where even a perfect score is not significant.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static long CriticalCount(long samples, double chance, double significance = 0.05)
    {
        long low = 0, high = checked(samples + 1);
        while (high - low > 1)
        {
            long middle = low + (high - low) / 2;
            if (PValue(middle, samples, chance) <= significance)
                high = middle;
            else
                low = middle;
        }

        return high;
    }

    /// <summary>The number of items with which a model of a given rate would be told from chance.</summary>
    /// <param name="rate">True success rate, in [0, 1].</param>
    /// <param name="chance">Success rate of the guesser, in [0, 1).</param>
    /// <param name="significance">Level of the one-sided test, in (0, 1).</param>
    /// <param name="power">Probability of success, in (0, 1).</param>
    /// <returns>
    /// Items, by the normal approximation with continuity correction (Fleiss, Levin and Paik 2003), or exactly where chance is 0 (one success is enough); null where the rate is not above chance
    /// or where more than 1e15 items would be needed.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static long? SamplesNeeded(double rate, double chance, double significance = 0.05, double power = 0.8)
    {
        if (!(rate >= 0 && rate <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate lies in [0, 1].");
        CheckChance(chance);
        if (rate <= chance)
            return null;
        double samples;
        if (chance == 0)
        {
            samples = Resolution(rate, power) is { } resolution ? resolution : double.PositiveInfinity;
        }
        else
        {
            double spread = Normal.InvCDF(0, 1, 1 - significance) * Math.Sqrt(chance * (1 - chance))
                + Normal.InvCDF(0, 1, power) * Math.Sqrt(rate * (1 - rate));
            double uncorrected = Math.Pow(spread / (rate - chance), 2);
            double correction = 1 + Math.Sqrt(1 + 2 / (uncorrected * (rate - chance)));
            samples = Math.Ceiling(uncorrected / 4 * correction * correction);
        }

        return samples <= 1e15 ? Math.Max(1, (long)samples) : null;
    }

    /// <summary>The number of items with which an event of a given rate is seen at least once: ln(1 - confidence) / ln(1 - rate).</summary>
    /// <param name="rate">In (0, 1].</param>
    /// <param name="confidence">Probability of seeing it, in (0, 1).</param>
    /// <returns>Items; null where more than 1e15 would be needed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static long? Resolution(double rate, double confidence)
    {
        if (!(rate > 0 && rate <= 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "A rate lies in (0, 1].");
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies strictly between 0 and 1.");
        double samples = rate == 1 ? 1 : Math.Ceiling(SpecialFunctions.Log1p(-confidence) / SpecialFunctions.Log1p(-rate));
        return samples <= 1e15 ? Math.Max(1, (long)samples) : null;
    }

    private static void CheckChance(double chance)
    {
        if (!(chance >= 0 && chance < 1))
            throw new ArgumentOutOfRangeException(nameof(chance), chance, "A chance level lies in [0, 1).");
    }
}
