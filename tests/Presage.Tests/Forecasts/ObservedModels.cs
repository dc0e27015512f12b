using System.Collections.Immutable;
using System.Globalization;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts;
using Presage.Models;
using Presage.Testing;
using Presage.Tests.Laws;
using Presage.Units;

namespace Presage.Tests.Forecasts;

/// <summary>Public models by family with their benchmarks, from the tables of Ruan et al. (2024); a part of the families.</summary>
internal static class ObservedModels
{
    public static ImmutableArray<string> Benchmarks { get; } = ["MMLU", "ARC-C", "HellaSwag", "Winograd", "TruthfulQA", "GSM8K", "XWinograd", "HumanEval"];

    public static ImmutableArray<string> Tasks { get; } =
        ["parsinlu_qa_2_acc", "word_unscrambling_2_exact_match", "arithmetic_3ds_2_acc", "arithmetic_3da_2_acc", "arithmetic_2dm_2_acc", "arithmetic_2da_2_acc"];

    /// <summary>One model: FLOPs in units of 1e21 and scores by column; null where missing.</summary>
    public sealed record Row(string Model, string Family, double? Flops, ImmutableDictionary<string, double> Scores);

    public static ImmutableArray<Row> Rows()
    {
        Dictionary<string, Dictionary<string, string>> tasks = Table("base_llm_emergent_capability_eval.csv").ToDictionary(row => row["Model"]);
        return
        [
            .. from row in Table("base_llm_benchmark_eval.csv")
               let scores = Benchmarks.Select(name => (name, Text: row[name]))
                   .Concat(tasks.TryGetValue(row["Model"], out var more) ? Tasks.Select(name => (name, Text: more[name])) : [])
               select new Row(
                   row["Model"], row["Model Family"], Number(row["FLOPs (1E21)"]),
                   scores.Where(score => Number(score.Text) is not null).ToImmutableDictionary(score => score.name, score => Number(score.Text)!.Value)),
        ];
    }

    /// <summary>One history per family and column, over the models whose compute is known.</summary>
    public static ImmutableArray<ForecastHistory> Histories(IEnumerable<Row> rows)
    {
        var results =
            from row in rows
            where row.Flops is not null
            let compute = row.Flops.GetValueOrDefault()
            let card = new ModelCard { Family = row.Family, Name = row.Model, StatedCompute = Flops.From(compute * 1e21), Source = "tests" }
            from score in row.Scores
            select new TaskResult { Run = new ModelRun(card), Task = score.Key, Metric = Curve.Accuracy, Value = score.Value, Origins = [] };
        return [.. ScalingCurves.From([.. results], new CurveOptions()).Select(ForecastHistory.Of).OfType<ForecastHistory>()];
    }

    private static IEnumerable<Dictionary<string, string>> Table(string file)
    {
        string[] lines = File.ReadAllLines(SharedData.Path("obsscaling", file));
        string[] header = lines[0].Split(',');
        return lines.Skip(1).Select(line => line.Split(',')).Select(fields => header.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
