using System.Text.Json;
using Presage.Testing;

namespace Presage.Cli.Tests;

/// <summary>The published figures that a report on real results must hold.</summary>
public sealed class RealDataTests
{
    [Fact]
    public void PythiaAddition_ByShots_IsThePublishedAccuracy()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("pythia-arithmetic"));
        Assert.Equal([.0146, .0056, .0166, .0222, .7170, .4512, .6870], Addition(report, 2), Within(1e-9));
        Assert.Equal([.0176, .0352, .0324, .0510, .6852, .4774, .8738], Addition(report, 16), Within(1e-9));
        Assert.All(Addition(report, 0), value => Assert.InRange(value, 0, .041));

        JsonElement point = Series(report, "num_reasoning_arithmetic_addition", "acc", 2, "sizes").GetProperty("points")[4];
        Assert.Equal(5000, point.GetProperty("samples").GetInt64());
        Assert.InRange(point.GetProperty("standardError").GetDouble(), 0, .0071);
    }

    [Fact]
    public void Pythia_ZeroShot12B_IsThePublishedResult()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("pythia"));
        foreach ((string task, double value, double error) in new[] { ("lambada_openai", .7046, .0064), ("arc_easy", .7024, .0094), ("piqa", .7601, .0100) })
        {
            JsonElement last = Series(report, task, "acc", 0, "sizes").GetProperty("points").EnumerateArray().Last();
            Assert.Contains("12b", last.GetProperty("model").GetString(), StringComparison.Ordinal);
            Assert.Equal(143_000, last.GetProperty("checkpoint").GetInt64());
            Assert.Equal(value, last.GetProperty("value").GetDouble(), 4);
            Assert.Equal(error, last.GetProperty("standardError").GetDouble(), 4);
        }

        JsonElement[] series = [.. report.RootElement.GetProperty("series").EnumerateArray().Where(one => one.GetProperty("family").GetString() == "Pythia")];
        int tasks = series.Where(one => one.GetProperty("shots").GetInt32() == 0).Select(one => one.GetProperty("task").GetString()).Distinct().Count();
        Assert.InRange(tasks, 87, 88);
        Assert.Equal(8, series.Where(one => one.GetProperty("over").GetString() == "checkpoints").Select(one => one.GetProperty("model").GetString()).Distinct().Count());
    }

    [Fact]
    public void LlamaArithmetic_PrintedZeroError_IsNotBelieved()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("lm-eval-2023"));
        JsonElement llama = report.RootElement.GetProperty("series").EnumerateArray().Single(one =>
            one.GetProperty("task").GetString() == "arithmetic_2da" && one.GetProperty("family").GetString()!.StartsWith("LLaMA", StringComparison.OrdinalIgnoreCase));
        Assert.All(llama.GetProperty("points").EnumerateArray(), point =>
        {
            Assert.Equal(0, point.GetProperty("value").GetDouble());
            Assert.Equal(JsonValueKind.Null, point.GetProperty("standardError").ValueKind);
            Assert.Equal(2000, point.GetProperty("samples").GetInt64());
            Assert.InRange(point.GetProperty("upper").GetDouble(), .0015, .0025);
        });
    }

    [Fact]
    public void BigBench_FigureOfSpeech_HasTwelveSizesAndCappedSampleCounts()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("bigg-official-mc"));
        JsonElement[] series = [.. report.RootElement.GetProperty("series").EnumerateArray()];
        Assert.Equal(43, series.Length);
        Assert.All(series, one => Assert.Equal(12, one.GetProperty("points").GetArrayLength()));
        JsonElement colored = series.Single(one => one.GetProperty("task").GetString() == "reasoning_about_colored_objects");
        Assert.All(colored.GetProperty("points").EnumerateArray(), point => Assert.Equal(1024, point.GetProperty("samples").GetInt64()));
        JsonElement speech = series.Single(one => one.GetProperty("task").GetString() == "figure_of_speech_detection");
        Assert.Equal(.10, speech.GetProperty("chance").GetDouble(), 2);
        Assert.InRange(speech.GetProperty("points")[11].GetProperty("value").GetDouble(), .38, .40);
    }

    [Fact]
    public void ObsScaling_ThroughItsMapping_HasLlama2Arithmetic()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("obsscaling"), "--mapping", ExampleMapping.Path("obsscaling.yaml"));
        JsonElement series = report.RootElement.GetProperty("series").EnumerateArray().Single(one =>
            one.GetProperty("task").GetString() == "arithmetic_2da" && one.GetProperty("family").GetString() == "Llama-2");
        JsonElement first = series.GetProperty("points")[0];
        Assert.Equal(.977, first.GetProperty("value").GetDouble(), 3);
        Assert.Equal(2000, first.GetProperty("samples").GetInt64());
        Assert.Equal(84e21, first.GetProperty("trainingCompute").GetDouble(), 1e15);
    }

    [Fact]
    public void OlmoLadder_ThroughItsMapping_HasThePublishedTarget()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("olmo-ladder", "ladder-runs"), "--mapping", ExampleMapping.Path("olmo-ladder.yaml"), "--over", "sizes");
        JsonElement series = report.RootElement.GetProperty("series").EnumerateArray().Single(one =>
            one.GetProperty("task").GetString() == "hellaswag_val_rc" && one.GetProperty("metric").GetString() == "acc_norm"
            && one.GetProperty("over").GetString() == "sizes");
        JsonElement target = series.GetProperty("points").EnumerateArray().Last();
        Assert.Equal("13B-5T", target.GetProperty("model").GetString());
        Assert.Equal(.8336984515190125, target.GetProperty("value").GetDouble(), 12);
        Assert.Equal(596_057, target.GetProperty("checkpoint").GetInt64());
    }

    private static Func<double, double, bool> Within(double tolerance) => (first, second) => Math.Abs(first - second) <= tolerance;

    private static double[] Addition(JsonDocument report, int shots) =>
        [.. Series(report, "num_reasoning_arithmetic_addition", "acc", shots, "sizes").GetProperty("points").EnumerateArray().Select(point => point.GetProperty("value").GetDouble())];

    private static JsonElement Series(JsonDocument report, string task, string metric, int shots, string over) =>
        report.RootElement.GetProperty("series").EnumerateArray().Single(one =>
            one.GetProperty("task").GetString() == task && one.GetProperty("metric").GetString() == metric
            && one.GetProperty("shots").GetInt32() == shots && one.GetProperty("over").GetString() == over
            && one.GetProperty("family").GetString()!.StartsWith("Pythia", StringComparison.Ordinal)
            && !one.GetProperty("family").GetString()!.Contains("v0", StringComparison.Ordinal));
}
