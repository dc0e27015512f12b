using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>Forecasts from origins inside a series: always from earlier points to later ones, never from a random split.</summary>
internal static class RollingOrigins
{
    /// <summary>Fewest points of a history.</summary>
    public const int FewestPoints = 3;

    private const int MostPointsInFull = 12;
    private const int MostOrigins = 5;

    // From each origin: the next model, and models farther on, so that wide gaps are scored too.
    private static readonly int[] Steps = [0, 1, 3, 7];

    /// <summary>All rolling forecasts of a series.</summary>
    /// <param name="series">Index of the series.</param>
    /// <param name="whole">The series.</param>
    /// <param name="learn">What the candidates learnt for this family up to a position.</param>
    /// <remarks>A series of up to 12 points has every origin from its third point on; a longer one five, evenly spread, the last among them.</remarks>
    public static IEnumerable<RollingForecast> Of(
        int series, ForecastHistory whole, Func<double, ImmutableArray<Func<ForecastHistory, FittedCandidate>>> learn)
    {
        foreach (int origin in Origins(whole))
        {
            ForecastHistory history = whole.First(origin);
            FittedSeries fitted = new(history, learn(history.LastPosition));
            bool atFloor = Floor.IsAt(history);
            foreach (int step in Steps)
            {
                int target = origin + step;
                if (target >= whole.Count)
                    break;
                yield return new RollingForecast
                {
                    Series = series,
                    Origin = origin,
                    Target = target,
                    IsNext = step == 0,
                    OriginPosition = history.LastPosition,
                    TargetPosition = whole.Positions[target],
                    Observed = whole.Values[target],
                    Candidates = fitted.For(ForecastTarget.At(whole, target)),
                    AtFloor = atFloor,
                    LeftChance = Floor.IsAbove(whole, target),
                    TargetSamples = whole.Metric.CountsSuccesses ? whole.Samples[target] : null,
                };
            }
        }
    }

    // A model at the origin's own place is no later model.
    private static IEnumerable<int> Origins(ForecastHistory whole)
    {
        int[] all = [.. Enumerable.Range(FewestPoints, Math.Max(0, whole.Count - FewestPoints)).Where(origin => whole.Positions[origin] > whole.Positions[origin - 1])];
        return whole.Count <= MostPointsInFull || all.Length <= MostOrigins
            ? all
            : Enumerable.Range(1, MostOrigins).Select(i => all[(i * all.Length / MostOrigins) - 1]);
    }
}
