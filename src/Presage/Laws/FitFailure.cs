namespace Presage.Laws;

/// <summary>Why a law has no fit.</summary>
public enum FitFailure
{
    /// <summary>Fewer points than the law needs.</summary>
    TooFewPoints,

    /// <summary>The law does not apply to this metric or curve: its range, chance or axis is unknown, or the metric has no such transform.</summary>
    NotApplicable,

    /// <summary>The data do not determine the coefficients: the values or positions do not vary enough.</summary>
    Degenerate,

    /// <summary>The minimisation did not converge.</summary>
    NotConverged,
}
