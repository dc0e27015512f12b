using Presage.Evaluations;
using Presage.Units;

namespace Presage.Readers.Tests.Tables;

public class PresageTableReaderTests
{
    [Fact]
    public void LongTable_EveryColumnIsRead()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("Tables", "long.csv"));

        Assert.Equal("presage table", outcome.Inputs[0].Format);
        ReportedResult result = outcome.Single("tiny-1m", "add", "exact_match");
        Assert.Equal((0.125, 0.02, 200L, 0.0, 2, true),
            (result.Value, result.StandardError!.Value, result.Samples!.Value, result.Chance!.Value, result.Shots!.Value, result.HigherIsBetter!.Value));
        Assert.Equal(("tiny", Params.From(1e6), Tokens.From(2e7), Nats.From(3.5)),
            (result.Facts!.Family, result.Facts.NonEmbeddingParameters!.Value, result.Facts.TrainingTokens!.Value, result.Facts.PretrainingLoss!.Value));
        Assert.Equal("line 2", result.Origin.Record);
        Assert.Equal(0.7, outcome.Single("tiny-1m", "a, quoted \"task\"", "brier_score").Value);
        Assert.Null(outcome.Single("tiny-9m", "add", "exact_match").StandardError);
    }

    [Fact]
    public void LongTable_BadRecordsAreListedByLineAndSinkNothing()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("Tables", "long.csv"));

        Assert.Equal(3, outcome.Results.Length);
        Assert.Equal(
            [
                ("line 5", "value '0,5' has a decimal comma; write 0.5"),
                ("line 6", "value is empty"),
                ("line 7", "names no model"),
                ("line 8", "n 'two' is not a number"),
                ("line 9", "14 fields where the header has 13; a decimal comma, or a text with a comma and without quotes?"),
                ("line 10", "value is NaN"),
            ],
            outcome.Rejected.Select(rejection => (rejection.Record, rejection.Reason)));
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public void LongTable_OtherDelimiters_AreRecognised(char delimiter)
    {
        using TemporaryFolder folder = new();
        folder.Write("t.txt", "model,task,metric,value,step\r\n\r\nm,t,acc,0.5,1000\r\nm,t,acc,1,5,2000\r\n".Replace(',', delimiter).Replace($"1{delimiter}5{delimiter}", $"1,5{delimiter}", StringComparison.Ordinal));

        ReadOutcome outcome = Reading.Of(folder.Path);

        Assert.Equal((0.5, 1000L), (Assert.Single(outcome.Results).Value, outcome.Results[0].Step!.Value));
        Assert.Equal(("line 4", "value '1,5' has a decimal comma; write 1.5"), (Assert.Single(outcome.Rejected).Record, outcome.Rejected[0].Reason));
    }

    [Fact]
    public void LongTable_StepMakesTokensComputeAndLossThoseOfTheCheckpoint()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "model,task,metric,value,step,D,compute,loss,seed,run\nm,t,acc,0.5,10,1e6,2e12,4.5,1,a\n");

        ReportedResult result = Assert.Single(Reading.Of(folder.Path).Results);

        Assert.Null(result.Facts);
        Assert.Equal((10L, 1e6, 2e12, 4.5, 1L, "a"),
            (result.Step!.Value, result.CheckpointTokens!.Value, result.CheckpointCompute!.Value, result.Loss!.Value, result.Seed!.Value, result.Run));
    }

    [Fact]
    public void LongTable_SeveralTokenCountsOfOneModel_AreCheckpoints()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "model,task,metric,value,D\nm,t,acc,0.5,1e6\nm,t,acc,0.6,2e6\nk,t,acc,0.6,3e6\n");

        ReadOutcome outcome = Reading.Of(folder.Path);

        Assert.Equal([1e6, 2e6, null], outcome.Results.Select(result => result.CheckpointTokens));
        Assert.Equal(Tokens.From(3e6), outcome.Results[2].Facts!.TrainingTokens);
    }

    [Fact]
    public void LongTable_UnclosedQuote_KeepsWhatStandsBefore()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "model,task,metric,value\nm,t,acc,0.5\nm,\"t,acc,0.6\nm,t,acc,0.7\n");

        ReadOutcome outcome = Reading.Of(folder.Path);

        Assert.Equal(0.5, Assert.Single(outcome.Results).Value);
        Assert.Equal("line 3", Assert.Single(outcome.Rejected).Record);
    }

    [Fact]
    public void LongTable_RepeatedColumn_IsRejectedByName()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "model,task,metric,value,n,samples\nm,t,acc,0.5,1,2\n");

        Assert.Contains("samples", Reading.Of(folder.Path).OnlyRejection().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void WideTable_EveryMetricColumnBecomesAResult()
    {
        ReadOutcome outcome = Reading.Of(Reading.Fixture("Tables", "wide.csv"));

        Assert.Equal("wide results table", outcome.Inputs[0].Format);
        Assert.Equal([0.06, 0.1], outcome.Results.Select(result => result.Value));
        ReportedResult first = outcome.Results[0];
        Assert.Equal((13000L, 16, 0.034), (first.Step!.Value, first.Shots!.Value, first.StandardError!.Value));
        Assert.Equal(("main", null, null), (outcome.Results[1].Revision, outcome.Results[1].Step, outcome.Results[1].StandardError));
        Assert.Empty(outcome.Rejected);
    }
}
