using System.Collections.Immutable;
using System.Globalization;
using Presage.Forecasts.TwoStage;
using Presage.Laws;
using Presage.Testing;
using Presage.Units;

namespace Presage.Tests.Laws;

/// <summary>The released runs of the OLMo 2 model ladder (Bhagia et al. 2024), read as its authors do.</summary>
internal static class LadderRuns
{
    public static ImmutableArray<string> Lengths { get; } = ["1xC", "2xC", "5xC", "10xC"];

    private static readonly Dictionary<string, (double Parameters, double FlopsPerToken)> Sizes = new()
    {
        ["190M"] = (190_354_176, 1_903_391_232),
        ["370M"] = (371_262_464, 3_443_922_944),
        ["760M"] = (758_220_288, 6_373_843_968),
        ["1B"] = (1_279_395_840, 10_109_071_360),
        ["3B"] = (3_169_537_280, 22_970_355_200),
        ["peteish7"] = (6_887_575_552, 49_412_071_424),
        ["peteish13"] = (13_202_396_160, 91_335_915_520),
    };

    /// <summary>Series of the four shared tasks, in the order of the published tables, with chance.</summary>
    public static ImmutableArray<(string Task, double Chance)> Tasks { get; } =
        [("hellaswag_val", 0.25), ("arc_easy_test", 0.25), ("csqa_val", 0.2), ("openbookqa_test", 0.25)];

    /// <summary>The other series of the shared tasks.</summary>
    public static ImmutableArray<(string Task, double Chance)> OtherTasks { get; } = [("arc_easy_val", 0.25), ("openbookqa_val", 0.25), ("winogrande_val", 0.5)];

    /// <summary>The runs of some sizes at 1, 2, 5 and 10 times the Chinchilla-optimal length.</summary>
    public static ImmutableArray<LadderRun> Of(string task, params string[] sizes) =>
        [.. sizes.SelectMany(size => Lengths.Select(length => Run(task, size, length)))];

    public static LadderRun Run(string task, string size, string length) => Read(task, size, $"{size}-{length}.csv");

    public static LadderRun SevenB(string task) => Read(task, "peteish7", "peteish7_eval_anneal.csv");

    public static LadderRun ThirteenB(string task) => Read(task, "peteish13", "peteish13_eval_final.csv");

    /// <summary>Compute by the authors' FLOPs per token, which count attention and the output head.</summary>
    public static Flops Compute(LadderRun run) =>
        Flops.From(run.Tokens!.Value.Count * Sizes.Values.Single(size => size.Parameters == run.Parameters!.Value.Count).FlopsPerToken);

    public static TaskLossPoint Point(LadderRun run) => new(run.Parameters!.Value, run.Tokens!.Value, run.FinalLoss);

    private static LadderRun Read(string task, string size, string file)
    {
        string[] lines = File.ReadAllLines(SharedData.Path("olmo-ladder", "ladder-runs", file));
        string[] header = lines[0].Split(',');
        double[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(Number).ToArray())];
        int Column(string name) => Array.IndexOf(header, name);
        double[] last = rows[^1];
        double tokens = Column("throughput/total_tokens") is >= 0 and var total ? last[total] : last[Column("_step")] * last[Column("batch_size_in_tokens")];
        return new LadderRun(
            Params.From(Sizes[size].Parameters), Tokens.From(tokens), Flops.From(6 * Sizes[size].Parameters * tokens),
            [.. rows.Select(row => row[Column($"eval/downstream_bpb/{task}_rc_5shot_bpb")])],
            [.. rows.Select(row => row[Column($"eval/downstream/{task}_rc_5shot_len_norm")])]);
    }

    private static double Number(string field) => field.Length == 0 ? double.NaN : double.Parse(field, CultureInfo.InvariantCulture);
}
