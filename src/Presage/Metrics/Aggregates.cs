using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Averages over several tasks and their metrics.</summary>
internal static class Aggregates
{
    public static ImmutableArray<Metric> All { get; } =
    [
        // 0 is the task's low score and 100 its high score, so a model can lie outside both.
        new()
        {
            Name = "normalized_aggregate_score",
            Title = "normalised preferred score",
            Aliases = ["normalized_preferred_score"],
            Orientation = Orientation.HigherIsBetter,
            TokenErrorResponse = TokenErrorResponse.Unknown,
            Continuity = Continuity.Unknown,
            ChanceRule = ChanceRule.None,
            Source = MetricSources.BigBench,
        },
    ];
}
