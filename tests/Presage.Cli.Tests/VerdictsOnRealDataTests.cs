using System.Text.Json;
using Presage.Testing;

namespace Presage.Cli.Tests;

/// <summary>What must be said, and must not be said, of results that people have judged (docs/decisions/0006).</summary>
public sealed class VerdictsOnRealDataTests
{
    [Fact]
    public void BigBench_EveryTask_HasAVerdictWithItsReason()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("bigg-official-mc"));
        JsonElement[] abilities = Abilities(report);
        Assert.Equal(43, abilities.Length);
        Assert.All(abilities, ability =>
        {
            JsonElement verdict = ability.GetProperty("verdict");
            Assert.StartsWith($"On {Text(ability, "task")} (3-shot), BIG-G from 2m to 128b, ", Text(verdict, "sentence"), StringComparison.Ordinal);
            Assert.Equal(Text(verdict, "kind") == "unresolved", verdict.GetProperty("reason").ValueKind == JsonValueKind.String);
            Assert.Equal(Text(verdict, "kind") == "unresolved", verdict.GetProperty("cheapestData").ValueKind == JsonValueKind.Object);
        });
        Assert.DoesNotContain(abilities, ability => Kind(ability) is "realBreak" or "metricArtefact");

        JsonElement speech = Ability(report, "figure_of_speech_detection").GetProperty("verdict");
        Assert.Equal(("unresolved", "aggregateOnly", "up"), (Text(speech, "kind"), Text(speech, "reason"), Text(speech, "direction")));
        Assert.Contains("jumps from 0.119 at 27b to 0.390 at 128b", Text(speech, "sentence"), StringComparison.Ordinal);
        Assert.Equal(("27b", "128b"), (Text(speech.GetProperty("jump"), "from"), Text(speech.GetProperty("jump"), "to")));

        // Its three smallest models do not rise, so that a break there is not excluded.
        JsonElement colored = Ability(report, "reasoning_about_colored_objects").GetProperty("verdict");
        Assert.Equal("up", Text(colored, "direction"));
        Assert.True(Text(colored, "kind") == "smooth" || Text(colored, "reason") == "breakNotExcluded");
        Assert.Equal(("smooth", "mixed"), (Kind(Ability(report, "vitaminc_fact_verification")), Text(Ability(report, "vitaminc_fact_verification").GetProperty("verdict"), "direction")));
        Assert.Equal("noMeasurableChange", Kind(Ability(report, "mnist_ascii")));
    }

    [Fact]
    public void PythiaAddition_WithExamples_NamesTheBreak()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("pythia-arithmetic"), "--over", "sizes");
        foreach (JsonElement ability in Abilities(report).Where(one => one.GetProperty("shots").GetInt32() > 0))
        {
            JsonElement verdict = ability.GetProperty("verdict"), jump = verdict.GetProperty("jump");
            Assert.Equal("unresolved", Text(verdict, "kind"));
            Assert.Equal(("1.4b", "2.8b"), (Text(jump, "from"), Text(jump, "to")));
            Assert.InRange(jump.GetProperty("pValue").GetDouble(), 0, 1e-9);
            Assert.Contains(" at 1.4b to 0.", Text(verdict, "sentence"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void LlamaArithmetic_ZeroInAllTasks_IsAMeasurementFault()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("lm-eval-2023"));
        JsonElement[] faults = [.. Abilities(report).Where(ability => Text(ability.GetProperty("verdict"), "reason") == "measurementFault")];
        Assert.Equal(10, faults.Length);
        Assert.All(faults, fault =>
        {
            Assert.Equal("LLaMA", Text(fault, "family"));
            Assert.StartsWith("arithmetic_", Text(fault, "task"), StringComparison.Ordinal);
            Assert.Equal(JsonValueKind.Null, fault.GetProperty("verdict").GetProperty("pValue").ValueKind);
            Assert.Contains("not one of 4,000 answers is right", Text(fault.GetProperty("verdict"), "sentence"), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ChanceCheckpoints_ShowNoBreak()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("pythia-chance-checkpoints"), "--mapping", ExampleMapping.Path("pythia-chance-checkpoints.yaml"));
        Assert.Equal(36, Abilities(report).Length);
        // At the promised 5 %, four or more of 36 happen once in ten.
        Assert.InRange(Abilities(report).Count(ability => Kind(ability) is "realBreak" or "metricArtefact"), 0, 3);
        Assert.Contains(Abilities(report), ability => Kind(ability) == "noMeasurableChange");
    }

    [Fact]
    public void Pythia_HasNoBreakThatTheScheduleOrTheFormatMakes()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("pythia"));
        Assert.DoesNotContain(Abilities(report), ability => Kind(ability) == "realBreak");
        foreach (string task in new[] { "lambada_openai", "arc_easy", "piqa", "sciq" })
        {
            JsonElement ability = Abilities(report).Single(one =>
                Text(one, "task") == task && Text(one, "family") == "Pythia" && Text(one, "over") == "sizes" && one.GetProperty("shots").GetInt32() == 0);
            Assert.Equal(("smooth", "up"), (Kind(ability), Text(ability.GetProperty("verdict"), "direction")));
        }

        // 38 of 104 under every model: the share of one class.
        JsonElement wsc = Abilities(report).Single(one => Text(one, "id") == "pythia/wsc/5-shot/sizes");
        Assert.Equal("measurementFault", Text(wsc.GetProperty("verdict"), "reason"));
        Assert.Equal(["identicalEverywhere"], wsc.GetProperty("verdict").GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()));
        Assert.All(report.RootElement.GetProperty("series").EnumerateArray(), series => Assert.Equal(JsonValueKind.Object, series.GetProperty("verdict").ValueKind));
    }

    [Fact]
    public void OlmoLadder_TaskLosses_AreSmoothOverSizes()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("olmo-ladder", "ladder-runs"), "--mapping", ExampleMapping.Path("olmo-ladder.yaml"), "--over", "sizes");
        foreach (string task in new[] { "hellaswag_val_rc", "arc_easy_val_rc", "csqa_val_rc", "openbookqa_val_rc" })
        {
            JsonElement ability = Ability(report, task);
            Assert.Equal("smooth", Kind(ability));
            Assert.EndsWith("/bits_per_byte/5-shot/sizes", Text(ability, "continuousSeries"), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Abilities(report), ability => Kind(ability) is "realBreak" or "metricArtefact");
    }

    [Fact]
    public void ObsScaling_Arithmetic_NamesItsJumps()
    {
        using JsonDocument report = AnalyzedData.Analyze(SharedData.Path("obsscaling"), "--mapping", ExampleMapping.Path("obsscaling.yaml"), "--task", "arithmetic_*", "--verdict", "unresolved");
        JsonElement ability = Abilities(report).Single(one => Text(one, "task") == "arithmetic_2da" && Text(one, "family") == "Pythia");
        Assert.Contains("jumps from 0.067 at 1.4b-deduped to 0.795 at 2.8b-deduped", Text(ability.GetProperty("verdict"), "sentence"), StringComparison.Ordinal);
        Assert.All(Abilities(report), one => Assert.Equal("unresolved", Kind(one)));
    }

    private static JsonElement[] Abilities(JsonDocument report) => [.. report.RootElement.GetProperty("abilities").EnumerateArray()];

    private static JsonElement Ability(JsonDocument report, string task) => Abilities(report).Single(ability => Text(ability, "task") == task);

    private static string? Kind(JsonElement ability) => Text(ability.GetProperty("verdict"), "kind");

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
