using System.Collections.Immutable;
using Presage.Forecasts.Candidates;

namespace Presage.Forecasts;

/// <summary>The ways of forecasting that are combined.</summary>
internal static class ForecastCandidates
{
    /// <summary>In the order of reports.</summary>
    public static ImmutableArray<IForecastCandidate> All { get; } = [new Persistence()];
}
