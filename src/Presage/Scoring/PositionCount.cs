namespace Presage.Scoring;

/// <summary>How often one place of an answer was right.</summary>
/// <param name="Position">From 1.</param>
/// <param name="Right">Items that are right there.</param>
/// <param name="Total">Items whose target has that place; at least 1.</param>
public readonly record struct PositionCount(int Position, long Right, long Total)
{
    /// <summary>The share, in [0, 1].</summary>
    public double Accuracy => (double)Right / Total;
}
