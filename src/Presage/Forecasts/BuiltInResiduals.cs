using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>Sizes of forecast errors on public ladders, for reports with too few of their own.</summary>
/// <remarks>
/// Forty evenly spaced quantiles of the errors, in units of the forecast's own scale, of 731 rolling forecasts on BIG-bench's 43 multiple-choice tasks
/// (dense BIG-G models up to 8.6 billion parameters; Srivastava et al. 2022). Within one family: where recipes differ, errors are larger.
/// </remarks>
internal static class BuiltInResiduals
{
    /// <summary>Ascending.</summary>
    public static ImmutableArray<double> Sizes { get; } =
    [
        0.02, 0.05, 0.07, 0.10, 0.13, 0.15, 0.19, 0.21, 0.24, 0.27, 0.29, 0.33, 0.38, 0.41, 0.45, 0.48, 0.52, 0.56, 0.58, 0.62,
        0.66, 0.69, 0.73, 0.78, 0.83, 0.90, 0.95, 1.03, 1.08, 1.15, 1.19, 1.28, 1.34, 1.44, 1.54, 1.68, 1.90, 2.19, 2.59, 3.44,
    ];
}
