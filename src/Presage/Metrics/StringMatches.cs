using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Shares of free-form answers that equal a reference, or satisfy a check.</summary>
/// <remarks>An answer of L tokens is right at a rate like p^L: nonlinear and discontinuous (Schaeffer et al. 2023, equation 2).</remarks>
internal static class StringMatches
{
    public static ImmutableArray<Metric> All { get; } =
    [
        Match("exact_match", "exact match", MetricSources.Harness, "em", "exact_str_match"),
        Match("case_insensitive_str_match", "exact match without regard to case", MetricSources.BigBench),
        Match("numeric_match_with_0_1_relative_error", "numeric answer within a tenth of the right one", MetricSources.BigBench),
        // One token a place, so that its accuracy is p.
        Match("position_accuracy", "accuracy of one place of the answer, such as a digit", "Schaeffer et al. 2023, section 3") with
        {
            TokenErrorResponse = TokenErrorResponse.Linear,
            ChanceRule = ChanceRule.None,
        },
        Match("prompt_level_strict_acc", "prompts of which every instruction is followed, strict", "Zhou et al. 2023 (IFEval), section 3"),
        Match("prompt_level_loose_acc", "prompts of which every instruction is followed, loose", "Zhou et al. 2023 (IFEval), section 3"),
        Match("inst_level_strict_acc", "instructions followed, strict", "Zhou et al. 2023 (IFEval), section 3"),
        Match("inst_level_loose_acc", "instructions followed, loose", "Zhou et al. 2023 (IFEval), section 3"),
        Percent("exact", "exact match, percent"),
        Percent("HasAns_exact", "exact match on answerable questions, percent"),
        // Abstaining on every question gets all of these right.
        Percent("NoAns_exact", "exact match on unanswerable questions, percent") with { ChanceRule = ChanceRule.None },
        Percent("best_exact", "exact match at the best threshold for abstaining, percent") with { ChanceRule = ChanceRule.None },
    ];

    private static Metric Match(string name, string title, string source, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = TokenErrorResponse.Nonlinear,
        Continuity = Continuity.Discontinuous,
        // Many instructions can be followed by any answer, so a guesser does not score zero.
        ChanceRule = name.Contains("_level_", StringComparison.Ordinal) ? ChanceRule.None : ChanceRule.Zero,
        CountsSuccesses = true,
        Transform = MetricTransform.LogLog,
        Source = source,
    };

    private static Metric Percent(string name, string title) =>
        Match(name, title, MetricSources.Squad) with { Maximum = 100, CountsSuccesses = false };
}
