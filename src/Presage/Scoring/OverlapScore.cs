namespace Presage.Scoring;

/// <summary>How much of a response is in a target, and of a target in the response.</summary>
/// <param name="Precision">Share of the response, in [0, 1].</param>
/// <param name="Recall">Share of the target, in [0, 1].</param>
public readonly record struct OverlapScore(double Precision, double Recall)
{
    /// <summary>Their harmonic mean, in [0, 1]; 0 where nothing is shared.</summary>
    public double F1 => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>From counts; 0 where a side is empty.</summary>
    internal static OverlapScore From(int shared, int inResponse, int inTarget) =>
        new((double)shared / Math.Max(inResponse, 1), (double)shared / Math.Max(inTarget, 1));
}
