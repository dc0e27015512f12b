namespace Presage.Metrics;

/// <summary>How a metric responds to the per-token error (Schaeffer et al. 2023, section 2).</summary>
public enum TokenErrorResponse
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>In proportion, such as token edit distance.</summary>
    Linear,

    /// <summary>Out of proportion, such as exact match over L tokens, which goes as p^L.</summary>
    Nonlinear,
}
