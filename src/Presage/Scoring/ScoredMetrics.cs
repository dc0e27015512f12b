using System.Collections.Immutable;
using Presage.Metrics;

namespace Presage.Scoring;

/// <summary>Which metric can be had from which evidence.</summary>
public static class ScoredMetrics
{
    private const string UnknownTokenizer = "tokens of an unknown tokenizer, replaced by words, digits and signs";
    private const string OneDraw = "one judged answer, which is a draw from the rate";

    private const Evidence Texts = Evidence.ResponseText | Evidence.TargetText;
    private const Evidence Choice = Evidence.ChoiceLogProbabilities | Evidence.CorrectChoice;

    // One judged answer to an item stands for the comparison of texts that the harness made.
    private static readonly EvidenceRoute[] Match = [new(Texts), new(Evidence.JudgedCorrect)];

    private static readonly EvidenceRoute[] TargetMass = [new(Evidence.TokenLogProbabilities), new(Evidence.TargetLogProbability), new(Choice)];

    /// <summary>All of them, in the order of the catalogue. Of <c>pass@k</c> the entry of k = 1; <see cref="Find"/> knows every k.</summary>
    public static ImmutableArray<ScoredMetric> All { get; } =
    [
        Of("acc", new EvidenceRoute(Choice), new EvidenceRoute(Evidence.JudgedCorrect)),
        Of("acc_norm", new EvidenceRoute(Choice | Evidence.ChoiceLengths)),
        Of("acc_bytes", new EvidenceRoute(Choice | Evidence.ChoiceLengths)),
        Of("multiple_choice_grade", new EvidenceRoute(Evidence.ChoiceLogProbabilities | Evidence.TargetScores), new EvidenceRoute(Choice)),
        Of("exact_match", Match),
        Of("case_insensitive_str_match", new EvidenceRoute(Texts)),
        Of("numeric_match_with_0_1_relative_error", new EvidenceRoute(Texts)),
        Of("position_accuracy", new EvidenceRoute(Evidence.Tokens), new EvidenceRoute(Texts, UnknownTokenizer)),
        Of("pass@1", new EvidenceRoute(Evidence.Attempts), new EvidenceRoute(Evidence.JudgedCorrect, OneDraw)),
        Of("cross_entropy", Per(Evidence.TargetTokenCount, orTokens: true)),
        Of("bits_per_byte", Per(Evidence.TargetText, orTokens: false)),
        Of("cross_entropy_per_character", Per(Evidence.TargetText, orTokens: false)),
        Of("nll", TargetMass),
        Of("choice_cross_entropy", new EvidenceRoute(Choice)),
        Of("token_edit_distance", new EvidenceRoute(Evidence.Tokens), new EvidenceRoute(Texts, UnknownTokenizer)),
        Of("token_edit_distance_per_token", new EvidenceRoute(Evidence.Tokens), new EvidenceRoute(Texts, UnknownTokenizer)),
        Of("string_edit_distance", new EvidenceRoute(Texts)),
        Of("string_edit_distance_per_character", new EvidenceRoute(Texts)),
        Of("brier_score", new EvidenceRoute(Choice)),
        Of("calibration_multiple_choice_brier_score", new EvidenceRoute(Choice)),
        Of("brier_score_of_event", new EvidenceRoute(Choice)),
        Of("target_probability", new EvidenceRoute(Choice)),
        Of("target_sequence_probability", TargetMass),
        Of("target_log_probability", new EvidenceRoute(Choice)),
        Of("log_likelihood", TargetMass),
        Of("choice_margin", new EvidenceRoute(Choice)),
        Of("expected_calibration_error", new EvidenceRoute(Choice)),
        Of("f1", new EvidenceRoute(Texts)),
        Of("bleu", new EvidenceRoute(Texts)),
        Of("rouge1", new EvidenceRoute(Texts)),
        Of("rouge2", new EvidenceRoute(Texts)),
        Of("rougeL", new EvidenceRoute(Texts)),
        Of("rougeLsum", new EvidenceRoute(Texts)),
        Of("normalized_aggregate_score", new EvidenceRoute(Evidence.ScoreRange)),
    ];

    /// <summary>What a metric needs.</summary>
    /// <param name="metric">Of the catalogue.</param>
    /// <returns>Null for a metric that is not computed from outcomes.</returns>
    public static ScoredMetric? Find(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return All.FirstOrDefault(scored => scored.Metric.Name == metric.Name)
            // One judged answer says nothing of k draws.
            ?? (metric.Name.StartsWith("pass@", StringComparison.Ordinal) ? new ScoredMetric(metric, [new EvidenceRoute(Evidence.Attempts)]) : null);
    }

    private static ScoredMetric Of(string name, params EvidenceRoute[] routes) =>
        new(MetricCatalogue.Find(name) ?? throw new InvalidOperationException($"The catalogue has no metric '{name}'."), [.. routes]);

    // Per-token log-probabilities also say how many tokens there are.
    private static EvidenceRoute[] Per(Evidence length, bool orTokens) =>
    [
        new(orTokens ? Evidence.TokenLogProbabilities : Evidence.TokenLogProbabilities | length),
        new(Evidence.TargetLogProbability | length),
        new(Choice | length),
        .. orTokens ? [new EvidenceRoute(Evidence.TargetLogProbability | Evidence.TargetText, UnknownTokenizer)] : Array.Empty<EvidenceRoute>(),
    ];
}
