using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Losses and distances, in which a power law is a straight line after its floor is taken off.</summary>
/// <remarks>A loss per token, -log(1 - e), is proportional to the error rate e where that is small; token edit distance is so throughout (Schaeffer et al. 2023).</remarks>
internal static class Losses
{
    public static ImmutableArray<Metric> All { get; } =
    [
        Loss("cross_entropy", "cross-entropy per token, nats", MetricSources.Mirage, "loss", "CrossEntropyLoss", "cross_entropy_loss", "ce_loss"),
        Loss("bits_per_byte", "cross-entropy per byte, bits", MetricSources.Harness, "bpb"),
        Loss("cross_entropy_per_character", "cross-entropy per character, nats", MetricSources.Harness),
        Loss("nll", "negative log-likelihood of the right answer, nats", MetricSources.Harness, "neg_log_likelihood", "negative_log_likelihood", "negative_log_probability"),
        Loss("choice_cross_entropy", "negative log-probability of the right choice among the choices, nats", MetricSources.OlmoLadder),
        // Distances are counted on greedy outputs, where a token is right or wrong.
        Loss("token_edit_distance", "token edit distance", "Schaeffer et al. 2023, equation 3") with { Continuity = Continuity.Discontinuous },
        Loss("token_edit_distance_per_token", "token edit distance per target token", "Schaeffer et al. 2023, equation 3, divided by the target's length") with
        {
            Continuity = Continuity.Discontinuous,
        },
        Loss("string_edit_distance", "edit distance in characters", "Levenshtein 1966") with { Continuity = Continuity.Discontinuous },
        Loss("string_edit_distance_per_character", "edit distance in characters per target character", "Levenshtein 1966, divided by the target's length") with
        {
            Continuity = Continuity.Discontinuous,
        },
        Loss("ter", "translation edit rate, percent", "Snover et al. 2006, in sacrebleu's scale") with { Continuity = Continuity.Discontinuous },
    ];

    private static Metric Loss(string name, string title, string source, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 0,
        Orientation = Orientation.LowerIsBetter,
        TokenErrorResponse = TokenErrorResponse.Linear,
        Continuity = Continuity.Continuous,
        ChanceRule = ChanceRule.None,
        Transform = MetricTransform.Log,
        Source = source,
    };
}
