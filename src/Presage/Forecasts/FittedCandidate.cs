namespace Presage.Forecasts;

/// <summary>A candidate fitted to one history: what it says of a target.</summary>
/// <param name="target">The target; also asked for the history's own last point, to see how far the candidate is from it there.</param>
/// <returns>The same answer every time, from any thread; never throws for a target that merely does not suit the candidate.</returns>
internal delegate CandidateOutcome FittedCandidate(ForecastTarget target);
