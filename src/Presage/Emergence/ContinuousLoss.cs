using System.Collections.Immutable;
using Presage.Metrics;

namespace Presage.Emergence;

/// <summary>Reads a continuous metric as the mean loss of the right answer, in nats up to a constant factor (per token, per byte, per answer).</summary>
/// <remarks>
/// Losses stand as they are, a perplexity is the exponential of one, a log-probability its negative, a probability of the right answer the exponential of
/// its negative. What is left out: the Brier score, on whose scale no power law is straight, and distances of greedy outputs, which a threshold on the
/// probabilities decides like accuracy.
/// </remarks>
internal static class ContinuousLoss
{
    // The loss of the right answer alone before a loss among choices, which stays at its own chance level as accuracy does; sums before ratios.
    private static readonly ImmutableArray<string> Preference =
    [
        "nll", "cross_entropy", "log_likelihood", "log_likelihood_per_word", "log_likelihood_per_char", "bits_per_byte",
        "perplexity", "token_perplexity", "word_perplexity", "byte_perplexity",
        "choice_cross_entropy", "target_log_probability", "target_probability", "mc2",
    ];

    /// <summary>Place in the order of preference; null for a metric that is no such loss.</summary>
    public static int? Rank(Metric metric)
    {
        if (metric.Continuity != Continuity.Continuous || !(IsLoss(metric) || IsPerplexity(metric) || IsLogProbability(metric) || IsProbability(metric)))
            return null;
        int named = Preference.IndexOf(metric.Name);
        return named < 0 ? Preference.Length : named;
    }

    /// <summary>
    /// Whether a guesser's loss is finite: a loss among the choices levels off at log k below the onset, where that of the answer alone still falls. A law without such
    /// a level bends where the model leaves it, which is no break of the skill.
    /// </summary>
    public static bool HasChanceLevel(Metric metric) => Rank(metric) is { } rank && (rank >= Preference.IndexOf("choice_cross_entropy") || metric.ChanceRule == ChanceRule.PerTask);

    /// <summary>Whether a law of the log loss can use the value: not where the loss is 0, or without end.</summary>
    /// <param name="metric">A metric with a <see cref="Rank"/>.</param>
    /// <param name="value">In the metric's unit.</param>
    public static bool IsUsable(Metric metric, double value) => Of(metric, value, null).Loss is > 0 and < double.PositiveInfinity;

    /// <summary>The loss and its standard error.</summary>
    /// <param name="metric">A metric with a <see cref="Rank"/>.</param>
    /// <param name="value">In the metric's unit.</param>
    /// <param name="standardError">In the metric's unit; null where unknown.</param>
    /// <returns>
    /// The error is 0 where unknown: the noise between models is estimated from what the law leaves, never below its floor, and holds the sampling of
    /// items then too.
    /// </returns>
    public static (double Loss, double Error) Of(Metric metric, double value, double? standardError)
    {
        double error = standardError ?? 0;
        return metric.Name == "bits_per_byte" ? (value * Math.Log(2), error * Math.Log(2))
            : IsLoss(metric) ? (value, error)
            : IsPerplexity(metric) ? (Math.Log(value), error / value)
            : IsLogProbability(metric) ? (-value, error)
            : (-Math.Log(value), error / value);
    }

    private static bool IsLoss(Metric metric) => metric is { Transform: MetricTransform.Log, Orientation: Orientation.LowerIsBetter };

    private static bool IsPerplexity(Metric metric) => metric is { Transform: MetricTransform.LogOfLog, Orientation: Orientation.LowerIsBetter };

    private static bool IsLogProbability(Metric metric) =>
        metric is { Maximum: 0, Orientation: Orientation.HigherIsBetter, TokenErrorResponse: TokenErrorResponse.Linear };

    private static bool IsProbability(Metric metric) => metric is { Transform: MetricTransform.LogLog, Maximum: 1, Orientation: Orientation.HigherIsBetter };
}
