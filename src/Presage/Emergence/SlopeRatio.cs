namespace Presage.Emergence;

/// <summary>Slope after the knot over slope before it, on the scale of the primary link.</summary>
/// <param name="Value">The estimate; infinite where the slope before the knot is not positive.</param>
/// <param name="Lower">One-sided 95 % lower limit, at least 0.</param>
/// <param name="Upper">One-sided 95 % upper limit; infinite where no limit can be set.</param>
public sealed record SlopeRatio(double Value, double Lower, double Upper);
