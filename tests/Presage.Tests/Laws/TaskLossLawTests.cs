using System.Collections.Immutable;
using Presage.Forecasts.TwoStage;
using Presage.Laws;
using Presage.Units;

namespace Presage.Tests.Laws;

public sealed class TaskLossLawTests
{
    /// <summary>
    /// Step 1 of Bhagia et al. (2024), fitted to 190M to 1.3B: published by the authors for the target of 13B parameters and 5e12 tokens.
    /// </summary>
    [Theory]
    [InlineData("hellaswag_val", 0.6531765996418648)]
    [InlineData("arc_easy_test", 0.5931045976220826)]
    [InlineData("csqa_val", 0.6617282976368006)]
    [InlineData("openbookqa_test", 1.2750065398700043)]
    public void Fit_OfTheLadder_PredictsThePublishedTaskLoss(string task, double published)
    {
        TaskLossLaw law = Ladder(task);
        LadderRun target = LadderRuns.ThirteenB(task);
        Assert.Equal(published, law.LossAt(target.Parameters!.Value, target.Tokens!.Value), 1e-6);
    }

    [Fact]
    public void Fit_OfTheLadder_HasThePublishedCoefficients()
    {
        TaskLossLaw law = Ladder("hellaswag_val");
        Assert.Equal(11.23, law.ParameterCoefficient, 0.005);
        Assert.Equal(60.37, law.TokenCoefficient, 0.005);
        Assert.Equal(0.20, law.ParameterExponent, 0.005);
        Assert.Equal(0.26, law.TokenExponent, 0.005);
        Assert.Equal(0.50, law.IrreducibleLoss, 0.005);
        Assert.Equal(0, Ladder("csqa_val").IrreducibleLoss);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public void Fit_OfExactPoints_FindsTheLaw(double irreducible)
    {
        TaskLossLaw truth = new(irreducible, 11, 0.2, 60, 0.26);
        TaskLossLaw law = TaskLossLaw.From(Curve.Converges(TaskLossLaw.Fit(Points(truth, _ => 1))));
        Assert.Equal(truth.IrreducibleLoss, law.IrreducibleLoss, 1e-6);
        Assert.Equal(truth.ParameterExponent, law.ParameterExponent, 1e-6);
        Assert.Equal(truth.TokenExponent, law.TokenExponent, 1e-6);
        Assert.Equal(1, law.ParameterCoefficient / truth.ParameterCoefficient, 1e-4);
        Assert.Equal(1, law.TokenCoefficient / truth.TokenCoefficient, 1e-4);
    }

    [Fact]
    public void Fit_OfNoisyPoints_PredictsTenTimesFurtherWithinItsScatter()
    {
        TaskLossLaw truth = new(0.5, 11, 0.2, 60, 0.26);
        Random random = new(5);
        (Params n, Tokens d) = (Params.From(7e9), Tokens.From(1e12));
        double[] errors = new double[40];
        for (int i = 0; i < errors.Length; i++)
        {
            FitOutcome.Converged fit = Curve.Converges(TaskLossLaw.Fit(Points(truth, _ => Math.Exp(0.003 * random.Normal()))));
            errors[i] = (TaskLossLaw.From(fit).LossAt(n, d) / truth.LossAt(n, d)) - 1;
        }

        Assert.InRange(Math.Abs(errors.Average()), 0, 0.02);
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0.001, 0.05);
    }

    [Fact]
    public void Fit_WithOneExponent_FindsSuchALaw()
    {
        TaskLossLaw truth = new(0.4, 20, 0.22, 50, 0.22);
        TaskLossLaw law = TaskLossLaw.From(Curve.Converges(TaskLossLaw.Fit(Points(truth, _ => 1), oneExponent: true)));
        Assert.Equal(0.22, law.ParameterExponent, 1e-6);
        Assert.Equal(law.ParameterExponent, law.TokenExponent);
        Assert.Equal(0.4, law.IrreducibleLoss, 1e-6);
    }

    [Fact]
    public void Fit_OfPointsThatDoNotDetermineIt_SaysWhy()
    {
        TaskLossLaw truth = new(0.5, 11, 0.2, 60, 0.26);
        ImmutableArray<TaskLossPoint> points = Points(truth, _ => 1);
        Curve.Fails(FitFailure.TooFewPoints, TaskLossLaw.Fit(points[..5]));
        Curve.Fails(FitFailure.Degenerate, TaskLossLaw.Fit([.. points.Select(point => point with { Parameters = Params.From(1e9) })]));
        Curve.Fails(FitFailure.Degenerate, TaskLossLaw.Fit([.. points.Select(point => point with { Tokens = Tokens.From(20 * point.Parameters.Count) })]));
        Curve.Fails(FitFailure.Degenerate, TaskLossLaw.Fit([.. points.Select(point => point with { Loss = 1 / point.Loss })]));
        Assert.Throws<ArgumentException>(() => TaskLossLaw.Fit([.. points, points[0] with { Loss = 0 }]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaskLossLaw(-1, 1, 1, 1, 1));
    }

    private static TaskLossLaw Ladder(string task) => TaskLossLaw.From(Curve.Converges(TaskLossLaw.Fit(
        [.. LadderRuns.Of(task, "190M", "370M", "760M", "1B").Select(LadderRuns.Point)])));

    private static ImmutableArray<TaskLossPoint> Points(TaskLossLaw truth, Func<int, double> noise) =>
    [
        .. from n in new[] { 1.9e8, 3.7e8, 7.6e8, 1.3e9 }
           from multiple in new[] { 20, 40, 100, 200 }
           let size = Params.From(n)
           let tokens = Tokens.From(n * multiple)
           select new TaskLossPoint(size, tokens, truth.LossAt(size, tokens) * noise(multiple)),
    ];
}
