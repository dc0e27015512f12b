using System.Collections.Immutable;
using Presage.Laws;
using Presage.Units;

namespace Presage.Tests.Laws;

public sealed class ChinchillaLawTests
{
    private static readonly ChinchillaLaw Truth = new(1.8172, 477.8, 0.3473, 2143, 0.3672);

    [Fact]
    public void Fit_OfThePublishedPoints_IsTheGlobalMinimum()
    {
        ImmutableArray<LossPoint> points = LossPoints.Published(highestLeftOut: 5);
        Assert.Equal(240, points.Length);
        FitOutcome.Converged fit = Curve.Converges(ChinchillaLaw.Fit(points, new ChinchillaOptions(), degreeOfParallelism: 2));
        Assert.Equal(0.00101827402, fit.ObjectiveValue, 1e-10);
        Assert.Equal(1.81722, fit.Coefficient("E").Value, 1e-4);
        Assert.Equal(0.34731, fit.Coefficient("alpha").Value, 1e-4);
        Assert.Equal(0.36717, fit.Coefficient("beta").Value, 1e-4);
        Assert.Equal(477.83, fit.Coefficient("A").Value, 2.0);
        Assert.Equal(2143.4, fit.Coefficient("B").Value, 10.0);

        // Bootstrap standard errors of Besiroglu et al. (2024): E .0257, alpha .0154, A 124.5; B and beta have long tails.
        Assert.InRange(fit.Coefficient("E").StandardError!.Value, 0.018, 0.034);
        Assert.InRange(fit.Coefficient("alpha").StandardError!.Value, 0.011, 0.021);
        Assert.InRange(fit.Coefficient("A").StandardError!.Value, 85, 170);

        ChinchillaLaw law = ChinchillaLaw.From(fit);
        Assert.Equal(fit.ObjectiveValue, law.Objective(points), 1e-15);
        Assert.Equal(points[0].Loss.Count - law.LossAt(points[0].Parameters, points[0].Tokens).Count, fit.Residuals[0], 1e-12);
        Assert.False(fit.IsCurve);
    }

    [Fact]
    public void Fit_OfAll245Points_IsTheGlobalMinimum()
    {
        FitOutcome.Converged fit = Curve.Converges(ChinchillaLaw.Fit(LossPoints.Published(highestLeftOut: 0), new ChinchillaOptions(), degreeOfParallelism: 2));
        Assert.Equal(0.00182601, fit.ObjectiveValue, 1e-8);
        Assert.Equal(1.89134, fit.Coefficient("E").Value, 1e-3);
        Assert.Equal(0.34931, fit.Coefficient("alpha").Value, 1e-3);
        Assert.Equal(0.45305, fit.Coefficient("beta").Value, 1e-3);
        Assert.Equal(495.73, fit.Coefficient("A").Value, 5.0);
        Assert.Equal(12845.6, fit.Coefficient("B").Value, 130.0);
    }

    [Fact]
    public void Fit_WithTheScaleEstimated_IsThatOfBesirogluEtAl()
    {
        // Besiroglu et al. (2024), table 2 and their notebook.
        ChinchillaOptions options = new() { ScaleEstimated = true, Starts = [.. ChinchillaOptions.PublishedStarts.Where((_, index) => index % 45 == 7)] };
        FitOutcome.Converged fit = Curve.Converges(ChinchillaLaw.Fit(LossPoints.Published(highestLeftOut: 5), options, degreeOfParallelism: 2));
        Assert.Equal(482.01, fit.Coefficient("A").Value, 0.005);
        Assert.Equal(2085.43, fit.Coefficient("B").Value, 0.005);
        Assert.Equal(1.81686, fit.Coefficient("E").Value, 5e-6);
        Assert.Equal(0.34781, fit.Coefficient("alpha").Value, 5e-6);
        Assert.Equal(0.36585, fit.Coefficient("beta").Value, 5e-6);
        Assert.InRange(fit.Coefficient("scale").Value, 4.6e-6, 4.8e-6);
        Assert.Contains("negative log-likelihood", fit.Objective, StringComparison.Ordinal);
        Assert.Equal("100 of 100 starts ended at this minimum.", Assert.Single(fit.Remarks));
        Assert.Equal(fit.Coefficient("A").Value, ChinchillaLaw.From(fit).ParameterCoefficient);
    }

    [Fact]
    public void Objective_AtHoffmannsParameters_HasTheRecomputedValues()
    {
        ImmutableArray<LossPoint> points = LossPoints.Published(highestLeftOut: 5);
        Assert.Equal(0.00412101, ChinchillaLaw.Hoffmann2022Rounded.Objective(points), 1e-8);
        Assert.Equal(0.00123116, ChinchillaLaw.Hoffmann2022.Objective(points), 1e-8);
    }

    [Fact]
    public void Hoffmann_AtItsOwnBudget_IsAsPublished()
    {
        // Chinchilla itself: 70e9 parameters, 1.4e12 tokens; 1.69 + 406.4 / N^.34 + 410.7 / D^.28.
        Assert.Equal(1.936664, ChinchillaLaw.Hoffmann2022Rounded.LossAt(Params.From(70e9), Tokens.From(1.4e12)).Count, 1e-4);
        Assert.Equal(406.4, ChinchillaLaw.Hoffmann2022.ParameterCoefficient, 0.1);
        Assert.Equal(410.7, ChinchillaLaw.Hoffmann2022.TokenCoefficient, 0.1);
    }

    [Fact]
    public void Fit_AtAnyDegreeOfParallelism_IsTheSame()
    {
        ImmutableArray<LossPoint> points = LossPoints.Simulated(Truth, 60, 0.01, new Random(2));
        ChinchillaOptions options = new() { Starts = [.. ChinchillaOptions.PublishedStarts.Where((_, index) => index % 50 == 0)] };
        FitOutcome.Converged one = Curve.Converges(ChinchillaLaw.Fit(points, options, 1)), four = Curve.Converges(ChinchillaLaw.Fit(points, options, 4));
        Assert.Equal(one.ObjectiveValue, four.ObjectiveValue);
        Assert.Equal(one.Coefficients.AsEnumerable(), four.Coefficients);
        Assert.Equal(one.Remarks.AsEnumerable(), four.Remarks);
    }

    [Fact]
    public void Fit_OfExactPoints_FindsTheLaw()
    {
        FitOutcome.Converged fit = Curve.Converges(ChinchillaLaw.Fit(LossPoints.Simulated(Truth, 40, 0, new Random(1)), new ChinchillaOptions(), 2));
        Assert.Equal(Truth.IrreducibleLoss, fit.Coefficient("E").Value, 1e-6);
        Assert.Equal(Truth.ParameterExponent, fit.Coefficient("alpha").Value, 1e-6);
        Assert.Equal(Truth.TokenExponent, fit.Coefficient("beta").Value, 1e-6);
    }

    [Fact]
    public void StandardErrors_OverSimulations_CoverNearTheNominalRate()
    {
        Random random = new(6);
        ChinchillaOptions options = new() { Starts = [Truth] };
        int repetitions = 300, parameter = 0, token = 0, irreducible = 0;
        for (int i = 0; i < repetitions; i++)
        {
            FitOutcome.Converged fit = Curve.Converges(ChinchillaLaw.Fit(LossPoints.Simulated(Truth, 200, 0.01, random), options, 1));
            bool Holds(string name, double truth) => Math.Abs(fit.Coefficient(name).Value - truth) <= 1.96 * fit.Coefficient(name).StandardError;
            parameter += Holds("alpha", Truth.ParameterExponent) ? 1 : 0;
            token += Holds("beta", Truth.TokenExponent) ? 1 : 0;
            irreducible += Holds("E", Truth.IrreducibleLoss) ? 1 : 0;
        }

        // 0.95 within three binomial standard errors, and three points for the asymptotics.
        Assert.All([parameter, token, irreducible], held => Assert.InRange((double)held / repetitions, 0.88, 0.99));
    }

    [Fact]
    public void Derivatives_OfTheObjective_AreItsDifferences()
    {
        ChinchillaObjective objective = new(LossPoints.Simulated(Truth, 50, 0.02, new Random(5)), 0.005);
        double[] at = [-0.9, 0.33, -1.1, 0.38, 0.55];
        ChinchillaObjective.Curvature here = default;
        objective.Evaluate(at, 0.005, exact: true, ref here);
        const double step = 1e-7;
        for (int i = 0; i < at.Length; i++)
        {
            double[] up = [.. at], down = [.. at];
            up[i] += step;
            down[i] -= step;
            ChinchillaObjective.Curvature above = default, below = default;
            double difference = (objective.Evaluate(up, 0.005, exact: true, ref above) - objective.Evaluate(down, 0.005, exact: true, ref below)) / (2 * step);
            Assert.Equal(difference, here.Gradient[i], 1e-7);
            for (int j = 0; j < at.Length; j++)
                Assert.Equal((above.Gradient[j] - below.Gradient[j]) / (2 * step), here.Hessian[(i * 5) + j], 1e-5);
        }
    }

    [Fact]
    public void Fit_OfPointsThatDoNotDetermineIt_SaysWhy()
    {
        ChinchillaOptions options = new() { Starts = [Truth] };
        Random random = new(7);
        ImmutableArray<LossPoint> good = LossPoints.Simulated(Truth, 30, 0.01, random);
        Curve.Fails(FitFailure.TooFewPoints, ChinchillaLaw.Fit(good[..5], options, 1));
        Curve.Fails(FitFailure.Degenerate, ChinchillaLaw.Fit([.. good.Select(point => LossPoints.Point(1e9, point.Tokens.Count, point.Loss.Count))], options, 1));
        Curve.Fails(FitFailure.Degenerate, ChinchillaLaw.Fit([.. good.Select(point => LossPoints.Point(point.Parameters.Count, 1e11, point.Loss.Count))], options, 1));
        Curve.Fails(FitFailure.Degenerate, ChinchillaLaw.Fit([.. good.Select(point => LossPoints.Point(point.Parameters.Count, 20 * point.Parameters.Count, point.Loss.Count))], options, 1));
        Curve.Fails(FitFailure.Degenerate, ChinchillaLaw.Fit([.. good.Select(point => LossPoints.Point(point.Parameters.Count, point.Tokens.Count, 2))], options, 1));
        Curve.Converges(ChinchillaLaw.Fit(good, options, 1));
    }

    [Fact]
    public void Fit_WithWrongArguments_Throws()
    {
        ImmutableArray<LossPoint> points = LossPoints.Simulated(Truth, 10, 0.01, new Random(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChinchillaLaw.Fit(points, new ChinchillaOptions(), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChinchillaLaw.Fit(points, new ChinchillaOptions { Starts = [] }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChinchillaLaw.Fit(points, new ChinchillaOptions { HuberDelta = 0 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChinchillaLaw(0, 1, 1, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LossPoints.Point(0, 1, 1));
        Assert.Throws<ArgumentException>(() => ChinchillaLaw.From(Curve.Converges(Curve.Law("linear").Fit(Curve.Of(Curve.Loss, [1, 2, 3], [1, 2, 4])))));
    }

    [Fact]
    public void PublishedStarts_Are4500() => Assert.Equal(4500, ChinchillaOptions.PublishedStarts.Distinct().Count());
}
