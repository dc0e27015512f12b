using System.Collections.Immutable;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Lab.Tasks;
using Presage.Reports.Training;

namespace Presage.Lab.Tests.Studies;

public sealed class DemoStudyTests
{
    [Theory]
    [InlineData(DemoSize.Quick, 36)]
    [InlineData(DemoSize.Usual, 60)]
    [InlineData(DemoSize.Full, 165)]
    public void Of_Size_HasBothLadders(DemoSize size, int models)
    {
        Study study = DemoStudy.Of(size, 7);
        Assert.Equal(models, study.Models);
        Assert.Equal(["multiplication-2x2", "addition-3-uniform"], study.Arms.Select(arm => arm.Ladder.Split.Task.Name));
        Assert.All(study.Arms, arm => Assert.Equal(7, arm.Ladder.Runs.Min(run => run.Seed)));
        Assert.Equal(SwappedOperands.Independent, study.Arms[0].Ladder.Split.Swapped);
        Assert.All(study.Arms, arm => Assert.Equal(2000, arm.Ladder.Split.Test.Length));
    }

    [Fact]
    public void Of_UsualSize_HasTheRungsOfTheLadders()
    {
        Study study = DemoStudy.Of(DemoSize.Usual, 1);
        LadderSettings[] ladders = [LadderSettings.Multiplication(3), LadderSettings.Addition(3, OperandDraw.UniformValue)];
        foreach ((StudyArm arm, LadderSettings ladder) in study.Arms.Zip(ladders))
            Assert.Equal(ladder.Runs.Select(run => (run.Model, run.Steps, run.Seed)), arm.Ladder.Runs.Select(run => (run.Model, run.Steps, run.Seed)));
    }

    [Fact]
    public void TrainedLadders_OfAStudy_HaveItsScoresAndThinnedLosses()
    {
        using var folder = new TemporaryFolder();
        Study study = StudyFile.Parse(
            """
            task: addition
            digits: 1
            testProblems: 20
            batch: 16
            seeds: [4, 9]
            evaluations: 3
            evaluationProblems: 10
            rungs:
              - {width: 8, steps: 250}
              - {width: 4, steps: 30}
            """,
            "test");
        ImmutableArray<ImmutableArray<LadderRung>> rungs = StudyRunner.Run(study, folder.Below("study"), 2, null, TestContext.Current.CancellationToken);
        TrainedLadder ladder = Assert.Single(TrainedLadders.Of(study, rungs).Ladders);

        Assert.Equal(["d4", "d8"], ladder.Rungs.Select(rung => rung.Label));
        Assert.Equal([4L, 9L], ladder.Rungs[0].Runs.Select(run => run.Seed));
        TrainedRun large = ladder.Rungs[1].Runs[0];
        LadderRung model = rungs[0].Single(rung => rung.Settings.Model.Width == 8 && rung.Settings.Seed == 4);
        Assert.Equal(100, large.Losses.Length);
        Assert.Equal(250, large.Losses[^1].Step);
        Assert.Equal((model.Losses[0] + model.Losses[1]) / 2, large.Losses[0].Loss, 1e-12);
        Assert.Equal(30, ladder.Rungs[0].Runs[0].Losses.Length);
        Assert.Equal([83, 167, 250], large.Scores.Select(scores => scores.Step));
        Assert.Equal((model.CrossEntropy.Count, model.ExactMatch, model.EditDistance), (large.Final.CrossEntropy, large.Final.ExactMatch, large.Final.EditDistance));
        Assert.Equal(["cross-entropy", "edit distance", "character accuracy", "exact match"], ladder.Transitions.Select(transition => transition.Score));
    }
}
