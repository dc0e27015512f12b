using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>Sizes of forecast errors on public ladders, for reports with too few of their own.</summary>
/// <remarks>
/// Forty evenly spaced quantiles of the errors, in units of the forecast's own scale, of rolling forecasts on BIG-bench's 43 multiple-choice tasks
/// (dense BIG-G models up to 27 billion parameters; Srivastava et al. 2022).
/// </remarks>
internal static class BuiltInResiduals
{
    /// <summary>Ascending.</summary>
    public static ImmutableArray<double> Sizes { get; } =
    [
        0.01, 0.04, 0.07, 0.10, 0.13, 0.17, 0.20, 0.24, 0.28, 0.32, 0.36, 0.40, 0.44, 0.48, 0.53, 0.57, 0.62, 0.67, 0.72, 0.78,
        0.84, 0.90, 0.96, 1.03, 1.10, 1.18, 1.26, 1.35, 1.45, 1.55, 1.68, 1.80, 1.95, 2.12, 2.30, 2.60, 3.00, 3.60, 4.50, 6.50,
    ];
}
