using Presage.Evaluations;
using Presage.Units;

namespace Presage.Readers.Tests.BigBench;

public class BigBenchReadersTests
{
    [Fact]
    public void ScoreTable_CapsSamplesAtThe1024ThatWereScored()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("BigBench", "table.json"));

        Assert.Equal("BIG-bench score table", outcome.Inputs[0].Format);
        ReportedResult result = outcome.Single("BIG-G 128b", "colors", "multiple_choice_grade");
        Assert.Equal((0.25, 1024L, 0.1, 3), (result.Value, result.Samples!.Value, result.Chance!.Value, result.Shots!.Value));
        Assert.Equal(("BIG-G", Params.From(137440272384)), (result.Facts!.Family, result.Facts.NonEmbeddingParameters!.Value));
        Assert.Equal("BIG-G 2m", outcome.Results[0].Model);
    }

    [Fact]
    public void ScoreTable_NaNAndUnevenLists_AreRejected() =>
        Assert.Equal(
            [("mc_tasks.colors.acc_by_scale[2]", "value is NaN"), ("mc_tasks.uneven", "acc_by_scale has 1 entries and params_by_scale 2")],
            Reading.Of(Reading.Fixture("BigBench", "table.json")).Rejected.Select(rejection => (rejection.Record, rejection.Reason)));

    [Fact]
    public void ScoreFile_OfASparseModel_CountsFlopMatchedParametersAsActive()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("BigBench", "scores_BIG-G-sparse_2m.json"));

        ReportedResult result = outcome.Single("BIG-G sparse 2m", "figure_of_speech_detection", "multiple_choice_grade");
        Assert.Equal((0.1186, 0.1, 3), (result.Value, result.Chance!.Value, result.Shots!.Value));
        Assert.Equal(Params.From(2500000), result.Facts!.ActiveParameters);
        Assert.Equal(Params.From(40000000), result.Facts.NonEmbeddingParameters);
        Assert.Null(outcome.Single("BIG-G sparse 2m", "figure_of_speech_detection", "expected_calibration_error").Chance);
    }

    [Fact]
    public void ScoreFile_Aggregates_AreNoMeasurements()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("BigBench", "scores_BIG-G-sparse_2m.json"));

        Assert.Equal(2, outcome.Results.Length);
        Assert.Equal("an aggregate over subtasks, not a measurement", Assert.Single(outcome.Rejected).Reason);
    }
}
