using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Presage.Evaluations;
using Presage.Models;
using Presage.Outcomes;
using Presage.Units;

namespace Presage.Readers.Tests;

/// <summary>Random samples, and what comes of files when they are imported.</summary>
internal static class AnySamples
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static readonly Gen<string> Words = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 1, 12],
        AnyOf("ü", "日本語", "a/b", "..", "100 %", "it's", "\"", "\"quoted\"", "line\nline", "\r\n", "\t", "🙂", "model=x", "[1]*?", " x ", "NULL", "\\", "#1", "a,b;c", "nan", "null"));

    private static readonly Gen<double> Log = Gen.OneOf(Gen.Double[-1000, 0], AnyOf(double.NegativeInfinity, -0d, double.NaN));

    /// <summary>Samples of two metrics, told apart by their item, each item's name being its number and a text.</summary>
    public static Gen<Sample[]> Many { get; } = One().Array[1, 12].Select(samples => samples.Select((sample, i) => sample with { Item = $"{i} {sample.Item}" }).ToArray());

    /// <summary>What is imported from a file.</summary>
    public static Sample[] Imported(string path)
    {
        using TemporaryFolder folder = new();
        Outcomes.OutcomeImport.Import([path], new ReadOptions { DegreeOfParallelism = 1 }, folder["study"], CancellationToken.None);
        using OutcomeReader reader = OutcomeStore.Open(folder["study"]).Read();
        return [.. reader.Outcomes().Select(row => row.Sample)];
    }

    /// <summary>A sample as a text, without its place, its scores in the order of their names, and zeros without a sign.</summary>
    /// <remarks>A dictionary of Parquet keeps one of values that are equal, as 0 and -0 are: no store promises a zero's sign.</remarks>
    public static string Text(Sample sample)
    {
        SampleEvidence evidence = sample.Evidence ?? new SampleEvidence();
        string lists = string.Join(';', evidence.TargetLogProbabilities.IsDefault, evidence.ChoiceLogProbabilities.IsDefault, evidence.GoldScores.IsDefault,
            evidence.ChoiceTokens.IsDefault, evidence.ChoiceCharacters.IsDefault, evidence.ChoiceBytes.IsDefault, evidence.Targets.IsDefault);
        return lists + JsonSerializer.Serialize(
            sample with
            {
                Origin = new Origin("", ""),
                Scores = [.. sample.Scores.OrderBy(score => score.Metric, StringComparer.Ordinal)],
                Evidence = evidence with
                {
                    Targets = Given(evidence.Targets),
                    TargetLogProbability = evidence.TargetLogProbability is { } one ? Unsigned(one) : null,
                    TargetLogProbabilities = [.. Given(evidence.TargetLogProbabilities).Select(Unsigned)],
                    ChoiceLogProbabilities = [.. Given(evidence.ChoiceLogProbabilities).Select(Unsigned)],
                    GoldScores = [.. Given(evidence.GoldScores).Select(Unsigned)],
                    ChoiceTokens = Given(evidence.ChoiceTokens),
                    ChoiceCharacters = Given(evidence.ChoiceCharacters),
                    ChoiceBytes = Given(evidence.ChoiceBytes),
                },
            },
            Json);
    }

    private static double Unsigned(double value) => value == 0 ? 0 : value;

    public static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Sample> One() =>
        from names in Words.Array[3]
        from texts in Optional(Gen.OneOf(Words, Gen.Const(""))).Array[9]
        from amount in Maybe(Gen.Double[1, 1e24])
        from whole in Maybe(Gen.Int[0, 1000]).Array[4]
        from attempts in Gen.Long[1, 1_000_000]
        from score in Gen.Double[0, 1]
        from loss in Maybe(Gen.Double[-100, 100])
        from chance in Maybe(Gen.Double[0, 1])
        from truth in Maybe(Gen.Bool).Array[3]
        from logs in List(Log).Array[3]
        from lengths in List(Gen.Int[0, 1000]).Array[3]
        from targets in List(Gen.OneOf(Words, Gen.Const("")))
        from hasEvidence in Gen.Bool
        select new Sample
        {
            Weights = new ReportedWeights
            {
                Model = names[0],
                Facts = amount is null ? null : new ModelFacts { Family = texts[0], TotalParameters = Params.From(amount.Value), TrainingTokens = Tokens.From(amount.Value) },
                Revision = texts[1],
                Step = whole[0],
                CheckpointTokens = amount,
                Seed = whole[1],
                Run = texts[2],
            },
            Task = names[1],
            TaskVersion = texts[3],
            Item = names[2],
            ItemHash = whole[2] is null ? null : "0123abcd",
            PromptHash = texts[4],
            Shots = whole[2],
            Cluster = texts[5],
            Filter = texts[6],
            Decoding = texts[7],
            Repeat = texts[8],
            Attempts = attempts,
            Scores =
            [
                new SampleScore("acc", score) { Chance = chance, HigherIsBetter = truth[0] },
                .. loss is { } value ? new[] { new SampleScore("my loss, \"special\"", value) { HigherIsBetter = truth[1] } } : [],
            ],
            Evidence = !hasEvidence ? null : new SampleEvidence
            {
                Successes = whole[3] is null ? null : attempts / 2,
                Targets = targets,
                TargetTokens = whole[0],
                Response = texts[1],
                Extracted = truth[1],
                TargetLogProbability = chance is null ? null : -chance,
                TargetLogProbabilities = logs[0],
                ChoiceLogProbabilities = logs[1],
                ChoiceTokens = lengths[0],
                ChoiceCharacters = lengths[1],
                ChoiceBytes = lengths[2],
                Gold = whole[1],
                GoldScores = logs[2],
                Correct = truth[2],
            },
            Origin = new Origin("random", names[2]),
        };

    private static ImmutableArray<T> Given<T>(ImmutableArray<T> list) => list.IsDefault ? [] : list;

    private static Gen<string?> Optional(Gen<string> text) => Gen.Select(Gen.Bool, text, (isThere, value) => isThere ? value : null);

    private static Gen<T?> Maybe<T>(Gen<T> value) where T : struct => Gen.Select(Gen.Bool, value, (isThere, given) => isThere ? (T?)given : null);

    private static Gen<ImmutableArray<T>> List<T>(Gen<T> value) =>
        Gen.Select(Gen.Bool, value.Array[0, 5], (isThere, given) => isThere ? [.. given] : default(ImmutableArray<T>));
}
