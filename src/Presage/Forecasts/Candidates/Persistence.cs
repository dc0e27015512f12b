namespace Presage.Forecasts.Candidates;

/// <summary>The last value stays. Every other candidate must earn its place against it.</summary>
internal sealed class Persistence : IForecastCandidate
{
    /// <inheritdoc/>
    public string Name => "persistence";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) =>
        history => _ => new CandidateOutcome.Predicted(history.LastValue);
}
