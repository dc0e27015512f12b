using Presage.Evaluations;

namespace Presage.Readers.Tests.LmEvaluationHarness;

public class HarnessResultsReaderTests
{
    [Fact]
    public void Version03_ConfigNamesModelRevisionAndShots()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.3.json"));

        Assert.Equal("lm-evaluation-harness results", Assert.Single(outcome.Inputs).Format);
        ReportedResult result = outcome.Single("EleutherAI/pythia-70m", "arc_easy", "acc_norm");
        Assert.Equal((0.5, 0.02), (result.Value, result.StandardError!.Value));
        Assert.Equal(("step3000", 3000L, 5), (result.Revision, result.Step!.Value, result.Shots!.Value));
        Assert.Null(result.Filter);
        Assert.Null(result.Samples);
        Assert.Equal(new Origin("v0.3.json", "results.arc_easy.acc_norm"), result.Origin);
    }

    [Fact]
    public void Version03_NaN_IsRejectedAndTheRestStays()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.3.json"));

        Assert.Equal(3, outcome.Results.Length);
        Assert.Equal(("results.lambada_openai.acc", "value is NaN"), (outcome.Rejected.Single().Record, outcome.Rejected.Single().Reason));
        Assert.Equal((3, 1), (outcome.Inputs[0].Results, outcome.Inputs[0].Rejected));
    }

    [Fact]
    public void GptNeoX_ModelComesFromTheFileNameWithANote()
    {
        ReadOutcome outcome = Reading.Of(
            Reading.Fixture("LmEvaluationHarness", "pythia-160m-5shot-global_step71000_eval_results_01-02-2023-03-04-05.json"));

        ReportedResult result = outcome.Single("pythia-v0-160m", "piqa", "acc");
        Assert.Equal((71000L, 5), (result.Step!.Value, result.Shots!.Value));
        Assert.Contains("taken from the file name", Assert.Single(outcome.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Version040_GroupsCountOnce()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.4.0.json"));

        Assert.Equal(2, outcome.Results.Length);
        ReportedResult group = outcome.Single("allenai/OLMo-1B-hf", "mmlu", "acc");
        Assert.Equal((0.3, 0.05, 0), (group.Value, group.StandardError!.Value, group.Shots!.Value));
        Assert.Empty(outcome.Rejected);
    }

    [Fact]
    public void Version040_OlmoRevision_GivesStepAndTokens()
    {
        ReportedResult result = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.4.0.json"))
            .Single("allenai/OLMo-1B-hf", "mmlu_virology", "acc");

        Assert.Equal(("step20000-tokens84B", 20000L, 84e9, 5), (result.Revision, result.Step!.Value, result.CheckpointTokens!.Value, result.Shots!.Value));
    }

    [Fact]
    public void Version0412_FiltersSamplesAndOrientationAreRead()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.4.12.json"));

        ReportedResult strict = Assert.Single(outcome.Results, result => result.Filter == "strict-match");
        Assert.Equal(("exact_match", 0.1, 0.008, 100L, true), (strict.Metric, strict.Value, strict.StandardError!.Value, strict.Samples!.Value, strict.HigherIsBetter!.Value));
        ReportedResult flexible = Assert.Single(outcome.Results, result => result.Filter == "flexible-extract");
        Assert.Null(flexible.StandardError);
        Assert.False(Assert.Single(outcome.Results, result => result.Metric == "bits_per_byte").HigherIsBetter);
    }

    [Fact]
    public void Version0412_LocalCheckpointFolder_IsRevisionAndStep()
    {
        ReportedResult result = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.4.12.json")).Results[0];

        Assert.Equal(("/models/ladder/tiny", "checkpoint-5000", 5000L), (result.Model, result.Revision, result.Step!.Value));
    }

    [Fact]
    public void Version0412_BypassAndNull_AreRejected()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("LmEvaluationHarness", "v0.4.12.json"));

        Assert.Equal(
            ["the bypass metric stands for no score", "value is null, not a number"],
            outcome.Rejected.Select(rejection => rejection.Reason));
    }

    [Fact]
    public void DuplicateKeys_WithDifferentValues_AreBothRejected()
    {
        using TemporaryFolder folder = new();
        folder.Write("twice.json", """
            {"results": {"a": {"acc": 0.1, "acc": 0.2, "f1": 0.5, "f1": 0.5}, "b": {"acc": 0.3}, "b": {"acc": 0.4, "em": 1}},
             "config": {"model_args": "pretrained=m", "num_fewshot": 0}}
            """);

        ReadOutcome outcome = Reading.Of(folder.Path);

        Assert.Equal([("a", "f1"), ("b", "em")], outcome.Results.Select(result => (result.Task, result.Metric)));
        Assert.Equal(["claimed twice, 0.1 and 0.2; neither is used", "claimed twice, 0.3 and 0.4; neither is used"],
            outcome.Rejected.Select(rejection => rejection.Reason));
    }

    [Theory]
    [InlineData("""{"results": {}, "versions": {}, "config": {"model_args": "pretrained=m"}}""", "a results file without results")]
    [InlineData("""{"versions": {"a": 0}, "config": {"model_args": "pretrained=m"}}""", "a results file without results")]
    [InlineData("""{"results": {"a": {"acc": 0.5}}, "config": {"model": "gpt2"}}""", "names no model")]
    [InlineData("""{"results": {"a": {"acc": 0.5}}, "config": {"model_args": "pretrained=m"}} {"more": 1}""", "JSON records")]
    public void UnusableFile_IsRejectedWithItsReason(string text, string reason)
    {
        using TemporaryFolder folder = new();
        folder.Write("results.json", text);

        Assert.Contains(reason, Reading.Of(folder.Path).OnlyRejection().Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("step143000", 143000L, null)]
    [InlineData("global_step1000", 1000L, null)]
    [InlineData("stage1-step1000-tokens4B", 1000L, 4e9)]
    [InlineData("step500-tokens2T", 500L, 2e12)]
    [InlineData("stage2-ingredient1-step1000-tokens3B", null, null)]
    [InlineData("v1.0", null, null)]
    [InlineData("footstep12", null, null)]
    public void Revision_ThatNamesAPlaceInTraining_GivesIt(string revision, long? step, double? tokens)
    {
        using TemporaryFolder folder = new();
        folder.Write("r.json", $$$"""{"results": {"a": {"acc": 0.5}}, "config": {"model_args": "pretrained=m,revision={{{revision}}}"}}""");

        ReportedResult result = Assert.Single(Reading.Of(folder.Path).Results);
        Assert.Equal((revision, step, tokens), (result.Revision, result.Step, result.CheckpointTokens));
    }
}
