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
        0.02, 0.05, 0.07, 0.10, 0.13, 0.16, 0.19, 0.21, 0.24, 0.27, 0.29, 0.33, 0.38, 0.41, 0.45, 0.48, 0.51, 0.56, 0.59, 0.62,
        0.66, 0.69, 0.73, 0.78, 0.83, 0.89, 0.95, 1.01, 1.08, 1.13, 1.20, 1.29, 1.36, 1.42, 1.53, 1.65, 1.91, 2.18, 2.48, 3.51,
    ];
}
