namespace Presage.Forecasts;

/// <summary>What one candidate says of a target: a value, or why it has none.</summary>
/// <remarks>A closed record: <see cref="Predicted"/> or <see cref="Unable"/>.</remarks>
internal abstract record CandidateOutcome
{
    private CandidateOutcome()
    {
    }

    /// <summary>A prediction of the mean skill.</summary>
    /// <param name="Value">In the metric's unit; finite, and inside the metric's range.</param>
    public sealed record Predicted(double Value) : CandidateOutcome;

    /// <summary>No prediction.</summary>
    /// <param name="Reason">Why, in words.</param>
    public sealed record Unable(string Reason) : CandidateOutcome;
}
