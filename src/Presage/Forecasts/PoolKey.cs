using Presage.Curves;

namespace Presage.Forecasts;

/// <summary>Series whose forecast errors can be compared: the same kind of curve, axis, and kind of scale.</summary>
/// <param name="Over">Over sizes or checkpoints.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Bounded">Whether the metric has a known range, in whose width errors are measured.</param>
internal readonly record struct PoolKey(CurveOver Over, ScaleAxis Axis, bool Bounded)
{
    public static PoolKey Of(ForecastHistory history) =>
        new(history.Over, history.Axis, history.Range.Width is > 0 and < double.PositiveInfinity);
}
