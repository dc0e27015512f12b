namespace Presage.Laws;

/// <summary>Where a minimisation of y = offset + height * f(alpha + beta t) ended.</summary>
/// <param name="Alpha">Intercept of the linear predictor, at t = 0.</param>
/// <param name="Beta">Its slope by t.</param>
/// <param name="Height">Height of the curve above the offset.</param>
/// <param name="SumOfSquares">RSS there; positive infinity where it could not be evaluated.</param>
/// <param name="State">How it ended.</param>
internal readonly record struct LinkMinimum(double Alpha, double Beta, double Height, double SumOfSquares, LinkState State);

/// <summary>How a minimisation ended.</summary>
internal enum LinkState
{
    /// <summary>Not begun.</summary>
    Start,

    /// <summary>The residuals are at right angles to every derivative, or nothing but rounding is left of them.</summary>
    Minimum,

    /// <summary>The sum of squares falls towards a limit that no finite coefficients reach.</summary>
    Unbounded,

    /// <summary>The iterations ran out.</summary>
    OutOfIterations,
}
