namespace Presage.Forecasts;

/// <summary>What one candidate contributes to a forecast.</summary>
/// <param name="Name">Its name, camelCase.</param>
/// <param name="Value">Its prediction, carried over from its miss at the last point; in the metric's unit; null where it has none.</param>
/// <param name="Weight">Its weight; the weights sum to 1.</param>
/// <param name="Reason">Why it has no prediction; null where it has one.</param>
public sealed record CandidateForecast(string Name, double? Value, double Weight, string? Reason);
