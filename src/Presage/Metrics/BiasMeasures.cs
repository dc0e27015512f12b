using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Measures that describe a preference and rank no model: an unbiased one is neither highest nor lowest.</summary>
internal static class BiasMeasures
{
    private const string CrowsPairs = "Nangia et al. 2020 (CrowS-Pairs); lm-evaluation-harness, crows_pairs";

    public static ImmutableArray<Metric> All { get; } =
    [
        new()
        {
            Name = "pct_stereotype",
            Title = "share of pairs in which the stereotype is likelier",
            Minimum = 0,
            Maximum = 1,
            Orientation = Orientation.Neither,
            TokenErrorResponse = TokenErrorResponse.Unknown,
            Continuity = Continuity.Discontinuous,
            ChanceRule = ChanceRule.None,
            CountsSuccesses = true,
            Source = CrowsPairs,
        },
        new()
        {
            Name = "likelihood_difference",
            Title = "absolute difference of log-likelihood within a pair, nats",
            Aliases = ["likelihood_diff"],
            Minimum = 0,
            Orientation = Orientation.Neither,
            TokenErrorResponse = TokenErrorResponse.Unknown,
            Continuity = Continuity.Continuous,
            ChanceRule = ChanceRule.None,
            Source = CrowsPairs,
        },
    ];
}
