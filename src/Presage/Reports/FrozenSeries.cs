using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>One series of a frozen forecast.</summary>
/// <param name="Id">Identifier of the series.</param>
/// <param name="TargetAmount">Where the target lies on the axis.</param>
/// <param name="LastAmount">Where the last point used lay.</param>
/// <param name="LastValue">Its value.</param>
/// <param name="NewRun">The distribution of the target's score.</param>
/// <param name="LeavesChance">Probability of leaving chance; null for a series not at its floor.</param>
public sealed record FrozenSeries(string Id, double TargetAmount, double LastAmount, double LastValue, ForecastDistribution NewRun, double? LeavesChance);
