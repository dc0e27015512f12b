using Presage.Metrics;

namespace Presage.Html.Tests;

/// <summary>A metric, and what it makes of a loss per token.</summary>
internal sealed record SampleMetric(Metric Metric, Func<SampleTask, double, double> Mean)
{
    private static readonly SampleMetric ExactMatch = new(
        Rate("exact_match", "exact match", TokenErrorResponse.Nonlinear), (task, nats) => Math.Exp(-task.TokensPerAnswer * nats));

    private static readonly SampleMetric Accuracy = new(
        Rate("acc", "accuracy", TokenErrorResponse.Nonlinear), (task, nats) => task.Chance + (0.97 - task.Chance) * Math.Exp(-nats));

    private static readonly SampleMetric NormalizedAccuracy = new(
        Rate("acc_norm", "accuracy, length-normalised", TokenErrorResponse.Nonlinear), (task, nats) => task.Chance + (0.99 - task.Chance) * Math.Exp(-0.85 * nats));

    private static readonly SampleMetric TokenEditDistance = new(
        Distance("token_edit_distance", "token edit distance", TokenErrorResponse.Linear), (task, nats) => task.TokensPerAnswer * (1 - Math.Exp(-nats)));

    private static readonly SampleMetric Brier = new(
        Distance("brier_score", "Brier score", TokenErrorResponse.Linear) with { Maximum = 2 }, (_, nats) => 0.9 * (1 - Math.Exp(-0.9 * nats)));

    private static readonly SampleMetric BitsPerByte = new(
        Distance("bits_per_byte", "bits per byte of the answer", TokenErrorResponse.Linear), (_, nats) => 0.18 + 0.34 * nats);

    private static readonly SampleMetric Perplexity = new(
        Distance("perplexity", "perplexity", TokenErrorResponse.Nonlinear) with { Minimum = 1 }, (_, nats) => Math.Exp(1 + 1.4 * nats));

    /// <summary>The metrics in which such a task is reported.</summary>
    public static SampleMetric[] Of(SampleTask task) => task switch
    {
        { FreeForm: true, TokensPerAnswer: 1 } => [Accuracy, Perplexity],
        { FreeForm: true } => [ExactMatch, TokenEditDistance, Brier, BitsPerByte],
        _ => [Accuracy, NormalizedAccuracy, BitsPerByte],
    };

    private static Metric Rate(string name, string title, TokenErrorResponse response) => new()
    {
        Name = name,
        Title = title,
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = response,
        Continuity = Continuity.Discontinuous,
        ChanceRule = ChanceRule.PerTask,
        CountsSuccesses = true,
        Transform = MetricTransform.LogLog,
        Source = "the tests",
    };

    private static Metric Distance(string name, string title, TokenErrorResponse response) => new()
    {
        Name = name,
        Title = title,
        Minimum = 0,
        Orientation = Orientation.LowerIsBetter,
        TokenErrorResponse = response,
        Continuity = name == "token_edit_distance" ? Continuity.Discontinuous : Continuity.Continuous,
        Transform = MetricTransform.Log,
        Source = "the tests",
    };
}
