using System.Collections.Immutable;
using Presage.Forecasts.TwoStage;
using Presage.Laws;
using Presage.Units;

namespace Presage.Tests.Laws;

public sealed class TaskLossOfComputeLawTests
{
    /// <summary>The chained prediction by compute alone for 13B parameters and 5e12 tokens that the authors published, from 190M to 1.3B.</summary>
    [Theory]
    [InlineData("hellaswag_val", 0.8141337201864658)]
    [InlineData("arc_easy_test", 0.7995691816374565)]
    [InlineData("csqa_val", 0.7771695495264273)]
    [InlineData("openbookqa_test", 0.4703480510873823)]
    public void Fit_OfTheLadder_PredictsThePublishedAccuracy(string task, double published)
    {
        ImmutableArray<LadderRun> runs = LadderRuns.Of(task, "190M", "370M", "760M", "1B");
        TaskLossOfComputeLaw loss = TaskLossOfComputeLaw.From(Curve.Converges(
            TaskLossOfComputeLaw.Fit([.. runs.Select(LadderRuns.Compute)], [.. runs.Select(run => run.FinalLoss)])));
        TaskAccuracyLaw accuracy = TaskAccuracyLawTests.Ladder(runs);
        Assert.Equal(published, accuracy.ScoreAt(loss.LossAt(LadderRuns.Compute(LadderRuns.ThirteenB(task)))), 1e-5);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0, true)]
    [InlineData(0, false)]
    public void Fit_OfExactPoints_FindsTheLaw(double irreducible, bool free)
    {
        TaskLossOfComputeLaw truth = new(irreducible, 200, 0.12);
        ImmutableArray<Flops> compute = [.. Enumerable.Range(0, 8).Select(i => Flops.From(1e18 * Math.Pow(3, i)))];
        TaskLossOfComputeLaw law = TaskLossOfComputeLaw.From(Curve.Converges(TaskLossOfComputeLaw.Fit(compute, [.. compute.Select(truth.LossAt)], free)));
        Assert.Equal(truth.Exponent, law.Exponent, 1e-6);
        Assert.Equal(truth.IrreducibleLoss, law.IrreducibleLoss, 1e-6);
        Assert.Equal(1, law.Coefficient / truth.Coefficient, 1e-4);
    }

    [Fact]
    public void Fit_OfPointsThatDoNotDetermineIt_SaysWhy()
    {
        ImmutableArray<Flops> compute = [.. Enumerable.Range(0, 5).Select(i => Flops.From(1e18 * Math.Pow(10, i)))];
        Curve.Fails(FitFailure.TooFewPoints, TaskLossOfComputeLaw.Fit(compute[..3], [3, 2, 1]));
        Curve.Fails(FitFailure.Degenerate, TaskLossOfComputeLaw.Fit([.. compute.Select(_ => compute[0])], [3, 2, 1, 0.9, 0.8]));
        Curve.Fails(FitFailure.Degenerate, TaskLossOfComputeLaw.Fit(compute, [1, 2, 3, 4, 5], irreducible: false));
        Assert.Throws<ArgumentException>(() => TaskLossOfComputeLaw.Fit(compute, [3, 2]));
        Assert.Throws<ArgumentException>(() => TaskLossOfComputeLaw.Fit(compute, [3, 2, 1, 1, 0]));
    }
}
