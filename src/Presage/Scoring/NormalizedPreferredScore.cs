namespace Presage.Scoring;

/// <summary>A task's score on a scale where 0 is poor and 100 very good.</summary>
/// <remarks>
/// BIG-bench (Srivastava et al. 2022, 2206.04615), section 2: 100 (raw - low)/(high - low), low and high as the task's authors state them.
/// </remarks>
public static class NormalizedPreferredScore
{
    /// <summary>Scales a score.</summary>
    /// <param name="raw">The preferred metric's value, in its own unit.</param>
    /// <param name="low">Value of a poor performance, such as chance.</param>
    /// <param name="high">Value of a very good one; below <paramref name="low"/> where smaller is better.</param>
    /// <returns>No unit; may be below 0 or above 100.</returns>
    /// <exception cref="ArgumentException">The ends are equal, or a number is not finite.</exception>
    public static double Of(double raw, double low, double high)
    {
        if (!double.IsFinite(raw) || !double.IsFinite(low) || !double.IsFinite(high))
            throw new ArgumentException("Scores are finite numbers.", nameof(raw));
        return low != high ? 100 * (raw - low) / (high - low) : throw new ArgumentException("The low and the high score are equal.", nameof(high));
    }
}
