using System.Collections.Immutable;

namespace Presage.Metrics;

/// <summary>Scores of the probabilities themselves, without a threshold.</summary>
internal static class ProbabilityScores
{
    public static ImmutableArray<Metric> All { get; } =
    [
        // sum over choices of (p - [right])^2: 1 - 1/k for a uniform guesser over k choices.
        Brier("brier_score", "Brier score, summed over choices", "Brier 1950, multi-class form; lm-evaluation-harness, brier_score", "brier") with { Maximum = 2 },
        // The same, divided by the number of choices: (1 - 1/k)/k for a uniform guesser.
        Brier("calibration_multiple_choice_brier_score", "Brier score, averaged over choices", MetricSources.BigBench, "multiple_choice_brier_score") with { Maximum = 1 },
        // (c - [right])^2 of the confidence c in the one answer that was given. Right or wrong is a threshold, and a model that is always wrong
        // and knows it scores a perfect 0: it measures calibration, not skill.
        Brier("confidence_brier_score", "Brier score of the confidence in the answer given", "Brier 1950, for the two outcomes right and wrong", "binary_brier_score") with
        {
            Maximum = 1,
            TokenErrorResponse = TokenErrorResponse.Unknown,
            Continuity = Continuity.Discontinuous,
        },
        // (p - [right])^2 of one probability: half the summed form with two choices.
        Brier("brier_score_of_event", "Brier score of the right choice's probability", "Brier 1950, form of one event; scikit-learn, brier_score_loss") with { Maximum = 1 },
        Probability("target_probability", "probability of the right choice among the choices", MetricSources.OlmoLadder, "soft", "weighted_probabilities", "prob_choices") with
        {
            ChanceRule = ChanceRule.PerTask,
        },
        // p^L for L tokens of equal probability: the smooth form of exact match.
        Probability("target_sequence_probability", "probability of the whole target", MetricSources.Mirage),
        Probability("mc2", "probability of the true answers among all answers", "Lin et al. 2022 (TruthfulQA), section 4"),
        LogProbability("target_log_probability", "mean log-probability of the right choice among the choices, nats", MetricSources.OlmoLadder, "soft_log", "weighted_log_probabilities"),
        LogProbability("log_likelihood", "log-likelihood of the target, nats", MetricSources.BigBench, "loglikelihood"),
        LogProbability("log_likelihood_per_char", "log-likelihood of the target per character, nats", MetricSources.BigBench),
        LogProbability("log_likelihood_per_word", "log-likelihood of the target per word, nats", MetricSources.BigBench),
        new()
        {
            Name = "choice_margin",
            Title = "log-probability of the right choice less that of the likeliest wrong one, nats",
            Orientation = Orientation.HigherIsBetter,
            TokenErrorResponse = TokenErrorResponse.Linear,
            Continuity = Continuity.Continuous,
            ChanceRule = ChanceRule.None,
            Source = "Schaeffer et al. 2024 (2406.04391), section 4",
        },
        new()
        {
            Name = "expected_calibration_error",
            Title = "expected calibration error",
            Aliases = ["ece"],
            Minimum = 0,
            Maximum = 1,
            Orientation = Orientation.LowerIsBetter,
            // Falls and rises with confidence, whatever the error rate.
            TokenErrorResponse = TokenErrorResponse.Unknown,
            // Bins, and the right-or-wrong within them, are thresholds.
            Continuity = Continuity.Discontinuous,
            ChanceRule = ChanceRule.None,
            Source = MetricSources.BigBench,
        },
    ];

    private static Metric Brier(string name, string title, string source, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 0,
        Orientation = Orientation.LowerIsBetter,
        TokenErrorResponse = TokenErrorResponse.Nonlinear,
        Continuity = Continuity.Continuous,
        ChanceRule = ChanceRule.None,
        Source = source,
    };

    private static Metric Probability(string name, string title, string source, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = TokenErrorResponse.Nonlinear,
        Continuity = Continuity.Continuous,
        ChanceRule = ChanceRule.None,
        Transform = MetricTransform.LogLog,
        Source = source,
    };

    private static Metric LogProbability(string name, string title, string source, params ReadOnlySpan<string> aliases) => new()
    {
        Name = name,
        Title = title,
        Aliases = [.. aliases],
        Maximum = 0,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = TokenErrorResponse.Linear,
        Continuity = Continuity.Continuous,
        ChanceRule = ChanceRule.None,
        Source = source,
    };
}
