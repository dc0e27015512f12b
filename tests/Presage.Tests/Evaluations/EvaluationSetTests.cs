using Presage.Evaluations;
using Presage.Models;

namespace Presage.Tests.Evaluations;

public sealed class EvaluationSetTests
{
    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "infinite")]
    [InlineData(-.1, "outside the range")]
    [InlineData(71.5, "percentage")]
    public void Assemble_ImpossibleValue_IsRejectedWithItsReason(double value, string reason)
    {
        EvaluationSet set = Reported.Assemble(Reported.Result("m1", value), Reported.Result("m2", .5));
        Assert.Single(set.Results);
        Rejection rejection = Assert.Single(set.Rejected);
        Assert.Contains(reason, rejection.Reason, StringComparison.Ordinal);
        Assert.Equal("results.json", rejection.Path);
        Assert.Equal("arc_easy", rejection.Record);
    }

    [Fact]
    public void Assemble_SampleCountMissing_IsRecoveredFromTheStandardError()
    {
        const double rate = 120 / 400.0;
        TaskResult result = Assert.Single(Reported.Assemble(
            Reported.Result("m1", rate) with { StandardError = Math.Sqrt(rate * (1 - rate) / 399) }).Results);
        Assert.Equal(400, result.Samples);
        Assert.Equal(SampleSource.FromStandardError, result.SampleSource);
    }

    [Fact]
    public void Assemble_ZeroErrorAtZeroScore_IsNotBelievedAndBorrowsTheSampleCount()
    {
        EvaluationSet set = Reported.Assemble(
            Reported.Result("m1", 0) with { StandardError = 0 },
            Reported.Result("m2", .5) with { StandardError = Math.Sqrt(.25 / 1999) });
        Assert.Null(set.Results[0].StandardError);
        Assert.Equal(2000, set.Results[0].Samples);
        Assert.Equal(SampleSource.FromOtherModels, set.Results[0].SampleSource);
    }

    [Fact]
    public void Assemble_OtherModelsDisagree_BorrowsNothing()
    {
        EvaluationSet set = Reported.Assemble(
            Reported.Result("m1", 0) with { StandardError = 0 },
            Reported.Result("m2", .5) with { Samples = 1000 },
            Reported.Result("m3", .5) with { Samples = 2000 });
        Assert.Null(set.Results[0].Samples);
        Assert.Equal(SampleSource.Unknown, set.Results[0].SampleSource);
    }

    [Fact]
    public void Assemble_OwnStandardErrorSaysOtherwise_BorrowsNothing()
    {
        // 0.0469 is the error of about 100 items; the other model's 10,000 are of another test set.
        EvaluationSet set = Reported.Assemble(
            Reported.Result("m1", .32) with { StandardError = .0469 },
            Reported.Result("m2", .25) with { Samples = 10_000 });
        Assert.Null(set.Results[0].Samples);
    }

    [Fact]
    public void Assemble_SameValueTwice_IsOneResultWithBothOrigins()
    {
        EvaluationSet set = Reported.Assemble(Reported.Result("m1", .5, path: "a.json"), Reported.Result("m1", .5, path: "b.json"));
        Assert.Equal(["a.json", "b.json"], Assert.Single(set.Results).Origins.Select(origin => origin.Path));
        Assert.Empty(set.Conflicts);
    }

    [Fact]
    public void Assemble_DifferentValues_ListsBothAndDropsNeither()
    {
        EvaluationSet set = Reported.Assemble(Reported.Result("m1", .5, path: "a.json"), Reported.Result("m1", .6, path: "b.json"));
        Assert.All(set.Results, result => Assert.True(result.Conflicting));
        Assert.Equal([.5, .6], set.Results.Select(result => result.Value));
        Conflict conflict = Assert.Single(set.Conflicts);
        Assert.Equal(["a.json", "b.json"], conflict.Claims.Select(claim => claim.Origin.Path));
    }

    [Fact]
    public void Assemble_SameValueOfDifferentTestSets_IsAConflict()
    {
        EvaluationSet set = Reported.Assemble(
            Reported.Result("m1", .3, path: "a.json") with { Samples = 100 }, Reported.Result("m1", .3, path: "b.json") with { Samples = 10_000 });
        Assert.Equal([100L, 10_000L], Assert.Single(set.Conflicts).Claims.Select(claim => claim.Samples!.Value));
    }

    [Fact]
    public void Assemble_DifferentShots_IsNoConflict()
    {
        EvaluationSet set = Reported.Assemble(Reported.Result("m1", .5), Reported.Result("m1", .6) with { Shots = 5 });
        Assert.Empty(set.Conflicts);
    }

    [Fact]
    public void Assemble_UnknownModel_IsNamedAndCountedAndTheRestGoesOn()
    {
        EvaluationSet set = Reported.Assemble(
            Reported.Result("m1", .5),
            Reported.Result("m2", .5) with { Model = "nobody/knows-3b", Facts = null },
            Reported.Result("m2", .6, task: "piqa") with { Model = "nobody/knows-3b", Facts = null });
        Assert.Single(set.Results);
        UnknownModel unknown = Assert.Single(set.UnknownModels);
        Assert.Equal("nobody/knows-3b", unknown.Name);
        Assert.Equal(2, unknown.Results);
        Assert.Contains("nobody/knows-3b", unknown.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_NumberedSubtasks_ArePooledByItems()
    {
        EvaluationSet set = Reported.Assemble([.. Enumerable.Range(0, 20).Select(i =>
            Reported.Result("m1", i < 10 ? .2 : .4, task: $"addition_{i}") with { Samples = i < 10 ? 50 : 150 })]);
        TaskResult pooled = Assert.Single(set.Results);
        Assert.Equal("addition", pooled.Task);
        Assert.Equal(2000, pooled.Samples);
        Assert.Equal(.35, pooled.Value, 12);
        Assert.Contains("20", Assert.Single(set.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Assemble_ModelLacksASubtask_StandsUnpooledWithItsReason()
    {
        ReportedResult[] whole = [.. Enumerable.Range(0, 20).Select(i => Reported.Result("m1", .5, task: $"addition_{i}") with { Samples = 50 })];
        ReportedResult[] partial = [.. Enumerable.Range(0, 19).Select(i => Reported.Result("m2", .5, task: $"addition_{i}") with { Samples = 50 })];
        EvaluationSet set = Reported.Assemble([.. whole, .. partial]);
        Assert.Equal(20, set.Results.Length);
        Assert.Contains(set.Notes, note => note.Contains("19 results for 20", StringComparison.Ordinal));
        Assert.Empty(set.Rejected);
    }

    [Fact]
    public void Assemble_FewNumberedTasks_StayApart()
    {
        EvaluationSet set = Reported.Assemble(Reported.Result("m1", .5, task: "passive_1"), Reported.Result("m1", .6, task: "passive_2"));
        Assert.Equal(2, set.Results.Length);
    }

    [Fact]
    public void Assemble_KeepSubtasks_KeepsPoolAndParts()
    {
        ReportedResult[] parts = [.. Enumerable.Range(0, 12).Select(i => Reported.Result("m1", .5, task: $"addition_{i}") with { Samples = 50 })];
        Assert.Equal(13, EvaluationSet.Assemble(parts, ModelCatalogue.BuiltIn, keepSubtasks: true).Results.Length);
    }

    [Theory]
    [InlineData("main", null)]
    [InlineData("a-branch", "a-branch")]
    public void Assemble_RevisionWithoutStep_IsTheFinishedModelOrARunOfItsOwn(string revision, string? run)
    {
        TaskResult result = Assert.Single(Reported.Assemble(Reported.Result("m1", .5) with { Revision = revision }).Results);
        Assert.Null(result.Run.Checkpoint);
        Assert.Equal(run, result.Run.Run);
    }
}
