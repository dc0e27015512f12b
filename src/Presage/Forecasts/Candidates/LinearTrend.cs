namespace Presage.Forecasts.Candidates;

/// <summary>Linear in the logarithm of compute, parameters or tokens; clipped to the range between chance and the best score.</summary>
internal sealed class LinearTrend : IForecastCandidate
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) =>
        history => LinkTrend.Fit(history, value => value, value => value);
}
