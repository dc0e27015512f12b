namespace Presage.Reports;

/// <summary>
/// The metric lens: the values that are drawn at 0 and at 1, so that curves of different metrics can be compared by shape
/// on one axis pair (Schaeffer et al. 2023, figures 3 and 5).
/// </summary>
/// <param name="Zero">The worst value of the curve.</param>
/// <param name="One">The best value of the curve.</param>
public sealed record LensScale(double Zero, double One);
