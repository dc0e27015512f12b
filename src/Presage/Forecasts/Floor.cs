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

    /// <summary>Whether some point of a history is above chance, by the same tests.</summary>
    /// <returns>False where none is, and where it cannot be tested.</returns>
    public static bool HasLeft(ForecastHistory history) =>
        Enumerable.Range(0, history.Count).Any(point => PValue(history, point) <= Level / history.Count);

    /// <summary>Whether one point is above chance at 0.05.</summary>
    /// <returns>Null where it cannot be tested.</returns>
    public static bool? IsAbove(ForecastHistory history, int point) => PValue(history, point) is { } pValue ? pValue <= Level : null;

    /// <summary>The least score that a test tells from chance at 0.05.</summary>
    /// <param name="history">The series.</param>
    /// <param name="samples">Test items; null for those of the last point.</param>
    /// <returns>Null where chance or the samples are unknown, and where not even a perfect score is above chance.</returns>
    public static double? LeastScoreAbove(ForecastHistory history, long? samples)
    {
        if (!history.Metric.CountsSuccesses || history.Chance is not (>= 0 and < 1))
            return null;
        if ((samples ?? (long?)history.Samples[^1]) is not (> 0 and var n))
            return null;
        long count = ChanceTest.CriticalCount(n, history.Chance.Value, Level);
        return count > n ? null : (count - 0.5) / n;
    }

    private static double? PValue(ForecastHistory history, int point)
    {
        if (!history.Metric.CountsSuccesses || history.Chance is not (>= 0 and < 1) || history.Samples[point] is not { } effective)
            return null;
        long samples = (long)Math.Floor(effective);
        return ChanceTest.PValue((long)Math.Round(Math.Clamp(history.Values[point], 0, 1) * samples), samples, history.Chance.Value);
    }
}
