using System.Text.Json;
using Presage.Metrics;
using Presage.Testing;

namespace Presage.Tests.Metrics;

public sealed class SharedDataMetricTests
{
    // Each task of the harness files whose accuracy, grade or exact match has a chance level; beginnings end in *.
    private static readonly (string Task, double Chance)[] Expected =
    [
        ("arc_challenge", 0.25), ("arc_easy", 0.25), ("hellaswag", 0.25), ("hendrycksTest-*", 0.25), ("logiqa", 0.25), ("openbookqa", 0.25), ("prost", 0.25),
        ("race", 0.25), ("sciq", 0.25), ("swag", 0.25), ("mathqa", 0.2),
        ("piqa", 0.5), ("winogrande", 0.5), ("wsc", 0.5), ("wsc273", 0.5), ("boolq", 0.5), ("copa", 0.5), ("blimp_*", 0.5), ("pawsx_*", 0.5), ("xcopa_*", 0.5),
        ("xstory_cloze_*", 0.5), ("xwinograd_*", 0.5), ("xnli_*", 1.0 / 3),
        ("arithmetic_*", 0), ("gsm8k", 0), ("math_*", 0), ("triviaqa", 0), ("webqs", 0), ("lambada_openai", 0), ("lambada_openai_cloze", 0), ("coqa", 0), ("drop", 0),
        ("bigbench_causal_judgement", 0.5), ("bigbench_formal_fallacies_syllogisms_negation", 0.5), ("bigbench_hyperbaton", 0.5), ("bigbench_navigate", 0.5),
        ("bigbench_snarks", 0.5), ("bigbench_sports_understanding", 0.5), ("bigbench_movie_recommendation", 0.25), ("bigbench_ruin_names", 0.25),
        ("bigbench_temporal_sequences", 0.25), ("bigbench_salient_translation_error_detection", 1.0 / 6),
        ("bigbench_logical_deduction_three_objects", 1.0 / 3), ("bigbench_logical_deduction_five_objects", 0.2), ("bigbench_logical_deduction_seven_objects", 1.0 / 7),
        ("bigbench_tracking_shuffled_objects_three_objects", 1.0 / 3), ("bigbench_tracking_shuffled_objects_five_objects", 0.2),
        ("bigbench_tracking_shuffled_objects_seven_objects", 1.0 / 7),
    ];

    // No chance level: the metrics have none, or the number of choices varies or is not certain.
    private static readonly string[] ExpectedNone =
    [
        "headqa_en", "headqa_es", "truthfulqa_mc", "squad2", "mc_taco", "wikitext", "crows_pairs_*",
        "bigbench_date_understanding", "bigbench_disambiguation_qa", "bigbench_dyck_languages", "bigbench_geometric_shapes", "bigbench_reasoning_about_colored_objects",
    ];

    [Theory]
    [InlineData("pythia")]
    [InlineData("lm-eval-2023")]
    public void EveryResultOfTheHarnessFiles_HasAKnownMetricAnAdmissibleValueAndTheExpectedChance(string folder)
    {
        HashSet<(string Task, string Metric)> seen = [];
        foreach (string file in Directory.EnumerateFiles(SharedData.Path(folder), "*.json", SearchOption.AllDirectories))
        {
            using JsonDocument results = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (JsonProperty task in results.RootElement.GetProperty("results").EnumerateObject())
            {
                foreach (JsonProperty value in task.Value.EnumerateObject().Where(value => !value.Name.EndsWith("_stderr", StringComparison.Ordinal)))
                {
                    Metric? metric = MetricCatalogue.Find(value.Name);
                    Assert.True(metric is not null, value.Name);
                    Assert.True(metric.Admits(value.Value.GetDouble()), $"{file}: {task.Name} {value.Name}");
                    if (seen.Add((task.Name, metric.Name)) && metric.ChanceRule is not ChanceRule.None)
                        AssertChance(task.Name, metric);
                }
            }
        }

        Assert.NotEmpty(seen);
    }

    [Fact]
    public void EveryDownstreamColumnOfTheOlmoLadder_HasItsChance()
    {
        string header = File.ReadLines(SharedData.Path("olmo-ladder", "ladder-runs", "190M-1xC.csv")).First();
        string[] tasks = [.. header.Split(',').Where(column => column.EndsWith("_len_norm", StringComparison.Ordinal))
            .Select(column => column["eval/downstream/".Length..^"_len_norm".Length])];

        Assert.Equal(
            [0.25, 0.25, 0.25, 0.2, 0.25, 0.25, 0.5],
            tasks.Select(task => ChanceLevels.For(task, MetricCatalogue.Find("len_norm")!, null)));
    }

    [Fact]
    public void SoftLogOfTheOlmoLadder_IsALogProbability()
    {
        string[] lines = File.ReadAllLines(SharedData.Path("olmo-ladder", "ladder-runs", "190M-1xC.csv"));
        int column = Array.FindIndex(lines[0].Split(','), name => name.EndsWith("hellaswag_val_rc_5shot_soft_log", StringComparison.Ordinal));
        Metric metric = MetricCatalogue.Find("soft_log")!;

        Assert.All(lines.Skip(1), line =>
        {
            double value = double.Parse(line.Split(',')[column], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(value < 0 && metric.Admits(value));
        });
    }

    private static void AssertChance(string task, Metric metric)
    {
        double? chance = ChanceLevels.For(task, metric, null);
        if (ExpectedNone.Any(name => Matches(name, task)))
        {
            Assert.True(chance is null, $"{task} {metric.Name}: {chance}");
            return;
        }

        (string Task, double Chance) expected = Assert.Single(Expected, row => Matches(row.Task, task));
        Assert.True(chance == expected.Chance, $"{task} {metric.Name}: {chance}");
    }

    private static bool Matches(string pattern, string task) =>
        pattern.EndsWith('*') ? task.StartsWith(pattern[..^1], StringComparison.Ordinal) : task == pattern;
}
