namespace Presage.Laws;

/// <summary>A fitted mean with its pointwise 95 % band.</summary>
/// <param name="Mean">The law's value.</param>
/// <param name="Lower">Lower end of the band for the mean; null where the data give no standard error.</param>
/// <param name="Upper">Upper end of the band for the mean; null where the data give no standard error.</param>
public readonly record struct FittedValue(double Mean, double? Lower, double? Upper);
