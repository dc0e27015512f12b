using Presage.Curves;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>One series with its forecast.</summary>
/// <param name="Id">Stable identifier, as in the report of <c>presage analyze</c>.</param>
/// <param name="Curve">The points.</param>
/// <param name="Forecast">The forecast, or why there is none.</param>
public sealed record ForecastLine(string Id, ScalingCurve Curve, SeriesForecast Forecast)
{
    /// <summary>The result of the target model itself, where the inputs already hold it.</summary>
    /// <param name="targetModel">Name of the target; null for none.</param>
    public CurvePoint? Observed(string? targetModel) =>
        targetModel is not null && Forecast is { Targets: [var target, ..], LastAmount: { } last } ? ObservedTarget.In(Curve, targetModel, last, target.Amount) : null;
}
