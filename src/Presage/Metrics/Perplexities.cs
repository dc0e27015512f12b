using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Exponentials of losses: at least 1, and a power law of the loss is a straight line in the logarithm of their logarithm.</summary>
internal static class Perplexities
{
    public static ImmutableArray<Metric> All { get; } =
    [
        // lm-evaluation-harness averages the summed log-likelihood of the targets here, not that of tokens.
        Perplexity("perplexity", "perplexity of the target", "ppl"),
        Perplexity("word_perplexity", "perplexity per word"),
        Perplexity("byte_perplexity", "perplexity per byte"),
        Perplexity("token_perplexity", "perplexity per token"),
    ];

    private static Metric Perplexity(string name, string title, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 1,
        Orientation = Orientation.LowerIsBetter,
        TokenErrorResponse = TokenErrorResponse.Nonlinear,
        Continuity = Continuity.Continuous,
        ChanceRule = ChanceRule.None,
        Transform = MetricTransform.LogOfLog,
        Source = MetricSources.Harness,
    };
}
