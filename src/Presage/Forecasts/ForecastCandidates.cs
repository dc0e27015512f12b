using System.Collections.Immutable;
using Presage.Forecasts.Candidates;

namespace Presage.Forecasts;

/// <summary>The ways of forecasting that are combined.</summary>
internal static class ForecastCandidates
{
    /// <summary>In the order of reports; persistence first.</summary>
    public static ImmutableArray<IForecastCandidate> All { get; } =
    [
        new Persistence(),
        new LinearTrend(),
        new LogLogTrend(),
        new LogitTrend(),
        new LogisticCurve(),
        new BrokenLine(),
        new SmoothlyBroken(),
    ];
}
