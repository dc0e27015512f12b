using Presage.Curves;

namespace Presage.Reports;

/// <summary>Finds the point of a series that a forecast was about.</summary>
internal static class ObservedTarget
{
    /// <summary>The point beyond the last one used that lies nearest to the target.</summary>
    /// <param name="curve">The series.</param>
    /// <param name="model">Name of the target; null where it was given by its quantities.</param>
    /// <param name="lastAmount">Where the last point used lay on the axis.</param>
    /// <param name="targetAmount">Where the target lies on the axis.</param>
    /// <returns>Null where no point is within <see cref="ForecastScore.Nearness"/> of the target.</returns>
    public static CurvePoint? In(ScalingCurve curve, string? model, double lastAmount, double targetAmount) => curve.Axis is not { } axis
        ? null
        : curve.Points
            .Where(point => !point.Conflicting && (model is null || point.Run.Card.Name == model))
            .Where(point => point.At(axis) is { } amount && amount > lastAmount && Math.Abs((amount / targetAmount) - 1) <= ForecastScore.Nearness)
            .MinBy(point => Math.Abs(point.At(axis)!.Value - targetAmount));
}
