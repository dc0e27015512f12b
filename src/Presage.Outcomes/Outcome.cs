using System.Collections.Immutable;
using Presage.Evaluations;

namespace Presage.Outcomes;

/// <summary>What one set of weights did on one item, as the store keeps it: one row.</summary>
/// <remarks>
/// The key is weights, task and version, item, hashes, shots, filter, decoding and repeat; the rest is the result. Absent is null, or a
/// <c>default</c> array. Compares arrays by reference.
/// </remarks>
public sealed record Outcome
{
    /// <summary>The weights.</summary>
    public required ReportedWeights Weights { get; init; }

    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>The task's version as printed.</summary>
    public string? TaskVersion { get; init; }

    /// <summary>The item's name, the same for every model; null where the log gives none.</summary>
    public string? Item { get; init; }

    /// <summary>Hash of the item's content, in hexadecimal.</summary>
    public string? ItemHash { get; init; }

    /// <summary>Hash of the prompt, in hexadecimal.</summary>
    public string? PromptHash { get; init; }

    /// <summary>Examples in the prompt.</summary>
    public int? Shots { get; init; }

    /// <summary>The answer filter.</summary>
    public string? Filter { get; init; }

    /// <summary>How answers were drawn, as the log says it, such as <c>temperature=0.8</c>.</summary>
    public string? Decoding { get; init; }

    /// <summary>Which of several evaluations of the item this is: a seed, an epoch.</summary>
    public string? Repeat { get; init; }

    /// <summary>Answers drawn, at least 1.</summary>
    public long Attempts { get; init; } = 1;

    /// <summary>Right answers among them, 0 to <see cref="Attempts"/>; null where the log does not count them.</summary>
    public long? Successes { get; init; }

    /// <summary>Its scores, finite, each metric once; their filter is <see cref="Filter"/>.</summary>
    public required ImmutableArray<SampleScore> Scores { get; init; }

    /// <summary>The right answer.</summary>
    public string? Target { get; init; }

    /// <summary>Tokens of <see cref="Target"/>.</summary>
    public int? TargetTokens { get; init; }

    /// <summary>What the model answered.</summary>
    public string? Response { get; init; }

    /// <summary>Shape [tokens of the target]; natural logarithms.</summary>
    public ImmutableArray<double> TargetLogProbabilities { get; init; }

    /// <summary>Shape [choices]; natural logarithms, each of a whole choice.</summary>
    public ImmutableArray<double> ChoiceLogProbabilities { get; init; }

    /// <summary>Shape [choices]; lengths in tokens.</summary>
    public ImmutableArray<int> ChoiceTokens { get; init; }

    /// <summary>Shape [choices]; lengths in characters.</summary>
    public ImmutableArray<int> ChoiceCharacters { get; init; }

    /// <summary>Shape [choices]; lengths in bytes of UTF-8.</summary>
    public ImmutableArray<int> ChoiceBytes { get; init; }

    /// <summary>Zero-based index of the right choice.</summary>
    public int? Gold { get; init; }

    /// <summary>Shape [choices]; what each choice scores, where more than one is right.</summary>
    public ImmutableArray<double> GoldScores { get; init; }

    /// <summary>Whether the harness judged the answer right.</summary>
    public bool? Correct { get; init; }

    /// <summary>The file and the record it was read from.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The rows of a sample: one per filter of its scores.</summary>
    public static IEnumerable<Outcome> Of(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.Scores.GroupBy(score => score.Filter).Select(scores => new Outcome
        {
            Weights = sample.Weights,
            Task = sample.Task,
            Item = sample.Item,
            Shots = sample.Shots,
            Filter = scores.Key,
            Repeat = sample.Repeat,
            Attempts = sample.Attempts,
            Scores = [.. scores],
            Origin = sample.Origin,
        });
    }

    /// <summary>The scores alone, as means are made of them.</summary>
    public Sample ToSample() => new()
    {
        Weights = Weights,
        Task = Task,
        Shots = Shots,
        Item = Item ?? ItemHash,
        Repeat = Repeat,
        Attempts = Attempts,
        Scores = Scores,
        Origin = Origin,
    };

    /// <exception cref="ArgumentException">A member is outside its range.</exception>
    internal void Check()
    {
        if (Weights.Model.Length == 0 || Attempts < 1 || Successes is { } successes && (successes < 0 || successes > Attempts))
            throw new ArgumentException("A model has a name, attempts are at least 1, and successes 0 to attempts.");
        for (int i = 0; i < Scores.Length; i++)
        {
            if (!double.IsFinite(Scores[i].Value) || Scores[i].Filter != Filter)
                throw new ArgumentException("Scores are finite, and have the outcome's filter.");
            for (int j = 0; j < i; j++)
            {
                if (Scores[i].Metric == Scores[j].Metric)
                    throw new ArgumentException($"'{Scores[i].Metric}' stands twice among the scores.");
            }
        }
    }
}
