using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>The forecast of one series at one target.</summary>
public sealed record TargetForecast
{
    /// <summary>Where on the axis: operations, parameters, tokens, or nats.</summary>
    public required double Amount { get; init; }

    /// <summary>Decades of the axis (nats on a loss axis) beyond the last point.</summary>
    public required double Gap { get; init; }

    /// <summary>The mean skill of models of that scale.</summary>
    public required ForecastDistribution Skill { get; init; }

    /// <summary>The score of one new model: model noise and the sampling of test items come on top.</summary>
    public required ForecastDistribution NewRun { get; init; }

    /// <summary>Test items that <see cref="NewRun"/> assumes; null where it has the sampling error of the series.</summary>
    public long? Samples { get; init; }

    /// <summary>For a series at its floor; null for others. The distributions are then no more than where a score would lie.</summary>
    public FloorForecast? Floor { get; init; }

    /// <summary>What the candidates said, in the order of reports.</summary>
    public required ImmutableArray<CandidateForecast> Candidates { get; init; }
}
