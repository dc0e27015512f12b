namespace Presage.Forecasts;

/// <summary>What can be said of a series that has not been told from chance: not a point, but whether it will leave chance by the target.</summary>
/// <param name="LeavesChance">Probability that the target is above chance by an exact binomial test at 0.05, with the sample size of the series; null where no score could be.</param>
/// <param name="DeparturesPerDecade">The rate behind it, per decade of scale (or per nat): seen in the report, with a prior.</param>
/// <param name="Watched">Rolling forecasts of series at their floor behind the rate; 0 where it is the prior's.</param>
public sealed record FloorForecast(double? LeavesChance, double DeparturesPerDecade, long Watched)
{
    /// <summary>Why there is no probability; null where there is one.</summary>
    public string? Reason { get; init; }
}
