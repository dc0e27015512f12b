namespace Presage.Proportions;

/// <summary>A two-sided interval.</summary>
/// <param name="Lower">Lower end, in the unit of the estimate.</param>
/// <param name="Upper">Upper end, at least <paramref name="Lower"/>.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper);
