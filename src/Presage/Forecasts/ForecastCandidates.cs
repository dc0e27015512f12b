using System.Collections.Immutable;
using Presage.Forecasts.Candidates;

namespace Presage.Forecasts;

/// <summary>The ways of forecasting that are combined.</summary>
/// <remarks>
/// <see cref="FamilyCapability"/> is not among them: other families' scores then depend on the family that is forecast, through the components, so that a backtest would
/// weigh candidates by errors that know its future (docs/decisions/0008).
/// </remarks>
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
        new TwoStageChain(),
    ];
}
