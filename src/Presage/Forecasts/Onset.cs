namespace Presage.Forecasts;

/// <summary>The first scale at which a test would show a series above chance, by forecast.</summary>
/// <param name="Amount">On the series' axis: where the probability of a new run above chance reaches one half; null beyond three decades.</param>
/// <param name="Earliest">Where it reaches 10 %; null beyond three decades.</param>
/// <param name="Latest">Where it reaches 90 %; null beyond three decades.</param>
/// <param name="Samples">Test items assumed.</param>
public sealed record Onset(double? Amount, double? Earliest, double? Latest, long Samples);
