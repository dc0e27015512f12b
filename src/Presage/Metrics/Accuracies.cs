using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Shares of items on which the highest-scored answer is the right one.</summary>
/// <remarks>The choice of an answer is a threshold, so all are discontinuous (Schaeffer et al. 2023); an answer of L tokens is right at a rate like p^L, so all are nonlinear.</remarks>
internal static class Accuracies
{
    public static ImmutableArray<Metric> All { get; } =
    [
        Accuracy("acc", "accuracy", MetricSources.Harness, "accuracy"),
        Accuracy("acc_norm", "accuracy, log-probability per character", MetricSources.Harness, "len_norm", "acc_char"),
        Accuracy("acc_bytes", "accuracy, log-probability per byte", MetricSources.Harness, "acc_byte"),
        Accuracy("acc_mutual_info", "accuracy, gain over the answer without its question", MetricSources.Harness),
        Accuracy("acc_all", "accuracy over groups of items, all of which must be right", MetricSources.Harness) with { ChanceRule = ChanceRule.None },
        // Choices may carry partial scores, but in most tasks one choice scores 1 and the rest 0.
        Accuracy("multiple_choice_grade", "multiple-choice grade", MetricSources.BigBench),
        Accuracy("mc1", "accuracy with one true answer", "Lin et al. 2022 (TruthfulQA), section 4"),
    ];

    private static Metric Accuracy(string name, string title, string source, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = TokenErrorResponse.Nonlinear,
        Continuity = Continuity.Discontinuous,
        ChanceRule = ChanceRule.PerTask,
        CountsSuccesses = true,
        Transform = MetricTransform.LogLog,
        Source = source,
    };
}
