namespace Presage.Forecasts;

/// <summary>What the candidates say of one target, and what else an interval needs.</summary>
internal sealed record CandidateValues
{
    /// <summary>Shape [candidates]; NaN where a candidate has no prediction.</summary>
    public required double[] Values { get; init; }

    /// <summary>Shape [candidates]; last value observed less the candidate's own value there: how far it misses the origin.</summary>
    public required double[] Misses { get; init; }

    /// <summary>Where predictions may lie.</summary>
    public required ForecastRange Range { get; init; }

    /// <summary>Where values may lie.</summary>
    public required ForecastRange Possible { get; init; }

    /// <summary>From a guesser's score to the best one.</summary>
    public required ForecastRange SkillRange { get; init; }

    /// <summary>What errors are measured in.</summary>
    public required double Unit { get; init; }

    /// <summary>Variance of the history about a straight line, at least its sampling variance; in squared metric units.</summary>
    public required double Scatter { get; init; }

    /// <summary>Mean sampling variance of the history; null where unknown.</summary>
    public double? SamplingVariance { get; init; }

    /// <summary>Points of the history.</summary>
    public required int Points { get; init; }

    /// <summary>Decades (or nats) from the origin to the target.</summary>
    public required double Gap { get; init; }

    /// <summary>A candidate's prediction, moved by a share of its miss at the origin.</summary>
    /// <param name="candidate">Index of the candidate.</param>
    /// <param name="carryOver">The share, from 0 to 1.</param>
    public double At(int candidate, double carryOver) => Range.Clip(Values[candidate] + (carryOver * Misses[candidate]));
}
