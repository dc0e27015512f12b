using System.Collections.Immutable;
using Presage.Forecasts.TwoStage;
using Presage.Laws;

namespace Presage.Tests.Laws;

public sealed class TaskAccuracyLawTests
{
    /// <summary>
    /// Both steps of Bhagia et al. (2024), fitted to 190M to 1.3B; 13B-5T as the authors published, 7B-4T recomputed with their code.
    /// </summary>
    [Theory]
    [InlineData("hellaswag_val", 0.8530359563499285, 0.825231)]
    [InlineData("arc_easy_test", 0.7724156000459201, 0.765883)]
    [InlineData("csqa_val", 0.7760887505172276, 0.757123)]
    [InlineData("openbookqa_test", 0.4486477676972386, 0.441688)]
    public void Fit_OfTheLadder_ChainedWithTheTaskLoss_PredictsThePublishedAccuracy(string task, double thirteen, double seven)
    {
        ImmutableArray<LadderRun> runs = LadderRuns.Of(task, "190M", "370M", "760M", "1B");
        TaskAccuracyLaw accuracy = Ladder(runs);
        TaskLossLaw loss = TaskLossLaw.From(Curve.Converges(TaskLossLaw.Fit([.. runs.Select(LadderRuns.Point)])));
        double At(LadderRun target) => accuracy.ScoreAt(loss.LossAt(target.Parameters!.Value, target.Tokens!.Value));
        Assert.Equal(thirteen, At(LadderRuns.ThirteenB(task)), 1e-5);
        Assert.Equal(seven, At(LadderRuns.SevenB(task)), 1e-5);
    }

    /// <summary>Step 2 alone: the published accuracy at the loss that the target really has.</summary>
    [Theory]
    [InlineData("hellaswag_val", 0.8415671300246522)]
    [InlineData("arc_easy_test", 0.8193835327090995)]
    [InlineData("csqa_val", 0.7172756908394468)]
    [InlineData("openbookqa_test", 0.4572227807036213)]
    public void Fit_OfTheLadder_AtTheTargetsOwnLoss_PredictsThePublishedAccuracy(string task, double published) =>
        Assert.Equal(published, Ladder(LadderRuns.Of(task, "190M", "370M", "760M", "1B")).ScoreAt(LadderRuns.ThirteenB(task).FinalLoss), 1e-5);

    [Fact]
    public void Fit_OfExactPoints_FindsTheLaw()
    {
        TaskAccuracyLaw truth = new(-0.7, 0.8, 9, 0.95);
        ImmutableArray<double> losses = [.. Enumerable.Range(0, 12).Select(i => 0.4 + (0.08 * i))];
        FitOutcome.Converged fit = Curve.Converges(TaskAccuracyLaw.Fit(losses, [.. losses.Select(truth.ScoreAt)], chance: 0.25));
        TaskAccuracyLaw law = TaskAccuracyLaw.From(fit);
        Assert.Equal(truth.Ceiling, law.Ceiling, 1e-8);
        Assert.Equal(truth.Amplitude, law.Amplitude, 1e-8);
        Assert.Equal(truth.Centre, law.Centre, 1e-8);
        Assert.Equal(truth.Steepness, law.Steepness, 1e-6);
        Assert.Equal(0.25, law.ScoreAt(50), 1e-9);
    }

    [Fact]
    public void Fit_OfScoresPastTheirCeiling_HoldsItAtOne()
    {
        ImmutableArray<double> losses = [.. Enumerable.Range(0, 12).Select(i => 0.85 + (0.04 * i))];
        FitOutcome.Converged fit = Curve.Converges(TaskAccuracyLaw.Fit(
            losses, [.. losses.Select(loss => 0.25 + (0.8 / (1 + Math.Exp(9 * (loss - 0.9)))))], chance: 0.25));
        Assert.Equal(1, fit.Coefficient("b").Value);
        Assert.Null(fit.Coefficient("b").StandardError);
        Assert.NotNull(fit.Coefficient("k").StandardError);
    }

    [Fact]
    public void Fit_OfPointsThatDoNotDetermineIt_SaysWhy()
    {
        Curve.Fails(FitFailure.TooFewPoints, TaskAccuracyLaw.Fit([1, 2, 3], [0.9, 0.5, 0.3]));
        Curve.Fails(FitFailure.Degenerate, TaskAccuracyLaw.Fit([1, 1, 1, 1], [0.9, 0.5, 0.3, 0.3]));
        Curve.Fails(FitFailure.Degenerate, TaskAccuracyLaw.Fit([1, 2, 3, 4], [0.2, 0.2, 0.1, 0.2], chance: 0.25));
        Assert.Throws<ArgumentException>(() => TaskAccuracyLaw.Fit([1, 2, 3, 4], [0.2, 0.2, 0.1]));
        Assert.Throws<ArgumentException>(() => TaskAccuracyLaw.Fit([1, 2, 3, 0], [0.2, 0.2, 0.1, 0.1]));
        Assert.Throws<ArgumentException>(() => TaskAccuracyLaw.Fit([1, 2, 3, 4], [0.2, 0.2, 0.1, 1.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TaskAccuracyLaw.Fit([1, 2, 3, 4], [0.2, 0.2, 0.1, 0.1], chance: 1));
    }

    /// <summary>Step 2 as the authors fit it: every checkpoint but the first tenth, averaged over five.</summary>
    internal static TaskAccuracyLaw Ladder(ImmutableArray<LadderRun> runs)
    {
        var trajectories = runs.Select(run => run.Trajectory(skipped: 0.1)).ToArray();
        return TaskAccuracyLaw.From(Curve.Converges(TaskAccuracyLaw.Fit(
            [.. trajectories.SelectMany(run => run.Losses)], [.. trajectories.SelectMany(run => run.Scores)])));
    }
}
