using Presage.Proportions;

namespace Presage.Forecasts;

/// <summary>Whether a series has been told from chance.</summary>
internal static class Floor
{
    private const double Level = 0.05;

    /// <summary>Whether no point of a history is above chance: exact binomial tests at 0.05 divided by the points.</summary>
    /// <returns>False where chance or the sample counts are unknown.</returns>
    public static bool IsAt(ForecastHistory history)
    {
        for (int point = 0; point < history.Count; point++)
        {
            if (PValue(history, point) is not { } pValue || pValue <= Level / history.Count)
                return false;
        }

        return true;
    }

    /// <summary>Whether one point is above chance at 0.05.</summary>
    /// <returns>Null where it cannot be tested.</returns>
    public static bool? IsAbove(ForecastHistory history, int point) => PValue(history, point) is { } pValue ? pValue <= Level : null;

    /// <summary>The least rate that so many samples tell from chance at 0.05.</summary>
    /// <param name="chance">In [0, 1).</param>
    /// <param name="samples">At least 1.</param>
    /// <returns>Null where not even a perfect score does.</returns>
    public static double? LeastRateAbove(double chance, long samples)
    {
        long count = ChanceTest.CriticalCount(samples, chance, Level);
        return count > samples ? null : (double)count / samples;
    }

    private static double? PValue(ForecastHistory history, int point)
    {
        if (!history.Metric.CountsSuccesses || history.Chance is not (>= 0 and < 1) || history.Samples[point] is not { } effective)
            return null;
        long samples = (long)Math.Floor(effective);
        return ChanceTest.PValue((long)Math.Round(Math.Clamp(history.Values[point], 0, 1) * samples), samples, history.Chance.Value);
    }
}
