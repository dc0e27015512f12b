using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Likeness of a text to references, with partial credit.</summary>
/// <remarks>
/// Partial credit makes them continuous in the sense of Schaeffer et al. (2023). Scores of single words respond to the token error in proportion,
/// scores of n-grams as p^n. Harnesses differ in scale (0 to 1, 0 to 100); the maximum is that of the larger one, and none is stated where both are common.
/// </remarks>
internal static class TextOverlaps
{
    private const string Rouge = "Lin 2004 (ROUGE); percent in lm-evaluation-harness and BIG-bench";

    public static ImmutableArray<Metric> All { get; } =
    [
        // Of words in reading tasks, of classes in classification: the response to the token error depends on the task.
        Overlap("f1", "F1", MetricSources.Harness, TokenErrorResponse.Unknown),
        Overlap("macro_f1", "F1, averaged over classes", MetricSources.BigBench, TokenErrorResponse.Unknown) with { Continuity = Continuity.Discontinuous },
        Overlap("sequence_f1", "F1 of sequences", MetricSources.BigBench, TokenErrorResponse.Unknown) with { Maximum = 100 },
        Overlap("HasAns_f1", "F1 on answerable questions, percent", MetricSources.Squad, TokenErrorResponse.Linear) with { Maximum = 100 },
        Overlap("NoAns_f1", "F1 on unanswerable questions, percent", MetricSources.Squad, TokenErrorResponse.Unknown) with { Maximum = 100 },
        Overlap("best_f1", "F1 at the best threshold for abstaining, percent", MetricSources.Squad, TokenErrorResponse.Unknown) with { Maximum = 100 },
        Overlap("bleu", "BLEU, percent", "Papineni et al. 2002, in sacrebleu's scale", TokenErrorResponse.Nonlinear) with { Maximum = 100 },
        Overlap("chrf", "chrF, percent", "Popovic 2015, in sacrebleu's scale", TokenErrorResponse.Nonlinear) with { Maximum = 100 },
        Overlap("rouge1", "ROUGE of words, percent", Rouge, TokenErrorResponse.Linear) with { Maximum = 100 },
        Overlap("rouge2", "ROUGE of word pairs, percent", Rouge, TokenErrorResponse.Nonlinear) with { Maximum = 100 },
        Overlap("rougeL", "ROUGE of the longest common subsequence, percent", Rouge, TokenErrorResponse.Linear) with { Maximum = 100 },
        Overlap("rougeLsum", "ROUGE of the longest common subsequence, by sentence, percent", Rouge, TokenErrorResponse.Linear) with { Maximum = 100 },
        Overlap("bleurt", "BLEURT", "Sellam et al. 2020; learned, mostly within -0.1 and 1.1", TokenErrorResponse.Unknown) with { Minimum = null },
        Overlap("mcc", "Matthews correlation", MetricSources.Harness, TokenErrorResponse.Nonlinear, "matthews_corrcoef") with
        {
            Minimum = -1,
            Maximum = 1,
            Continuity = Continuity.Discontinuous,
        },
    ];

    private static Metric Overlap(string name, string title, string source, TokenErrorResponse response, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 0,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = response,
        Continuity = Continuity.Continuous,
        ChanceRule = ChanceRule.None,
        Source = source,
    };
}
