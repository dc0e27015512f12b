using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Metrics;
using Presage.Models;
using Presage.Testing;
using Presage.Units;

namespace Presage.Tests.Forecasts;

/// <summary>Curves of two public sources, on which the forecaster is measured.</summary>
internal static class PublicLadders
{
    // Chance of the Open LLM Leaderboard's and BIG-bench's multiple-choice tasks; free-form answers have none.
    private static readonly Dictionary<string, double> ObsScalingChance = new()
    {
        ["MMLU"] = .25,
        ["ARC-C"] = .25,
        ["HellaSwag"] = .25,
        ["Winograd"] = .5,
        ["XWinograd"] = .5,
        ["parsinlu_qa_2_acc"] = .25,
    };

    /// <summary>ObsScaling: 8 benchmarks and 6 emergent tasks (IPA transliteration is left out), one curve per family, over stated compute.</summary>
    public static ImmutableArray<ScalingCurve> ObsScaling()
    {
        Dictionary<string, ModelRun> runs = [];
        List<TaskResult> results = [];
        foreach (Dictionary<string, string> row in Rows("base_llm_benchmark_eval.csv"))
        {
            if (Number(row["FLOPs (1E21)"]) is not { } compute)
                continue;
            runs[row["Model"]] = new ModelRun(new ModelCard
            {
                Family = row["Model Family"],
                Name = row["Model"],
                TotalParameters = Number(row["Model Size (B)"]) is { } size ? Params.From(size * 1e9) : null,
                TrainingTokens = Number(row["Pretraining Data Size (T)"]) is { } tokens ? Tokens.From(tokens * 1e12) : null,
                StatedCompute = Flops.From(compute * 1e21),
                Source = "ObsScaling",
            });
            Add(row, skip: 5);
        }

        foreach (Dictionary<string, string> row in Rows("base_llm_emergent_capability_eval.csv"))
            Add(row, skip: 1);
        return ScalingCurves.From(results, new CurveOptions { OverCheckpoints = false });

        void Add(Dictionary<string, string> row, int skip)
        {
            if (!runs.TryGetValue(row["Model"], out ModelRun? run))
                return;
            foreach ((string task, string cell) in row.Skip(skip))
            {
                if (Number(cell) is not { } value || task.StartsWith("ipa", StringComparison.Ordinal))
                    continue;
                results.Add(new TaskResult
                {
                    Run = run,
                    Task = task,
                    Metric = MetricCatalogue.Find("acc")!,
                    Value = value,
                    Chance = ObsScalingChance.GetValueOrDefault(task),
                    Origins = [],
                });
            }
        }
    }

    /// <summary>BIG-bench's dense BIG-G models on 43 multiple-choice tasks, over non-embedding parameters.</summary>
    /// <param name="sizes">How many of the 12 sizes, smallest first; the rest is left out.</param>
    public static ImmutableArray<ScalingCurve> BigG(int sizes)
    {
        using JsonDocument table = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("bigg-official-mc", "audit_table.json")));
        List<TaskResult> results = [];
        foreach (JsonElement task in table.RootElement.GetProperty("mc_tasks").EnumerateArray())
        {
            for (int i = 0; i < sizes; i++)
            {
                double parameters = task.GetProperty("params_by_scale")[i].GetDouble();
                results.Add(new TaskResult
                {
                    Run = new ModelRun(new ModelCard
                    {
                        Family = "BIG-G",
                        Name = string.Create(CultureInfo.InvariantCulture, $"BIG-G {parameters}"),
                        NonEmbeddingParameters = Params.From(parameters),
                        Source = "BIG-bench",
                    }),
                    Task = task.GetProperty("task").GetString()!,
                    Metric = MetricCatalogue.Find("acc")!,
                    Value = task.GetProperty("acc_by_scale")[i].GetDouble(),
                    Samples = Math.Min(1024, task.GetProperty("N").GetInt64()),
                    Chance = task.GetProperty("chance_p").GetDouble(),
                    Origins = [],
                });
            }
        }

        return ScalingCurves.From(results, new CurveOptions { OverCheckpoints = false });
    }

    private static IEnumerable<Dictionary<string, string>> Rows(string file)
    {
        string[][] lines = [.. File.ReadLines(SharedData.Path("obsscaling", file)).Select(line => line.Split(','))];
        return lines.Skip(1).Select(line => lines[0].Zip(line).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static double? Number(string cell) => cell.Length == 0 ? null : double.Parse(cell, CultureInfo.InvariantCulture);
}
