using Presage.Laws;

namespace Presage.Tests.Laws;

public sealed class CurveLawsTests
{
    [Fact]
    public void All_StandInTheOrderOfReports() =>
        Assert.Equal(["constant", "linear", "powerLaw", "logistic", "brokenLine"], CurveLaws.All.Select(law => law.Name));

    [Theory]
    [InlineData("constant")]
    [InlineData("linear")]
    [InlineData("powerLaw")]
    [InlineData("logistic")]
    [InlineData("brokenLine")]
    public void Aicc_OnDataOfOneLaw_PrefersIt(string truth)
    {
        double[] x = Curve.Grid(20);
        Random random = new(9);
        Func<double, double> mean = truth switch
        {
            "constant" => _ => 0.5,
            "linear" => p => 0.35 + (0.08 * (p - 19)),
            "powerLaw" => p => 0.25 + (0.75 * Math.Exp(-Math.Exp(26 - (1.25 * p)))),
            "logistic" => p => 0.25 + (0.4 / (1 + Math.Exp(-3 * (p - 21)))),
            _ => p => 0.3 + (0.15 * Math.Max(0, p - 21.6)),
        };
        CurveData data = Curve.Of(Curve.Accuracy, x, [.. x.Select(p => mean(p) + (0.004 * random.Normal()))], chance: 0.25);
        FitOutcome.Converged[] fits = [.. CurveLaws.All.Select(law => law.Fit(data)).OfType<FitOutcome.Converged>()];
        Assert.Equal(truth, fits.MinBy(fit => fit.Aicc)!.Law);
        Assert.All(fits, fit => Assert.Equal(20, fit.Residuals.Length));
        Assert.All(fits, fit => Assert.Equal(fit.ObjectiveValue, fit.Residuals.Sum(residual => residual * residual), 1e-12));
    }

    [Fact]
    public void Aicc_WithTooFewPointsForIt_IsAbsent()
    {
        CurveData data = Curve.Of(Curve.Loss, [1, 2, 3, 4], [4, 3, 2.5, 2.4]);
        Assert.NotNull(Curve.Converges(Curve.Law("constant").Fit(data)).Aicc);
        Assert.Null(Curve.Converges(Curve.Law("linear").Fit(data)).Aicc);
    }

    [Fact]
    public void Aicc_UnderLargeSamplingVariance_PrefersTheSimplestLaw()
    {
        double[] x = Curve.Grid(10), y = [0.40, 0.42, 0.41, 0.44, 0.43, 0.45, 0.46, 0.45, 0.47, 0.48];
        FitOutcome.Converged Fit(string law, double variance) => Curve.Converges(Curve.Law(law).Fit(Curve.Of(Curve.Accuracy, x, y, 0.25, variance)));
        Assert.True(Fit("linear", 1e-6).Aicc < Fit("constant", 1e-6).Aicc);
        Assert.True(Fit("constant", 1e-2).Aicc < Fit("linear", 1e-2).Aicc);
    }

    [Fact]
    public void Fits_FromManyThreads_AreTheSame()
    {
        Random random = new(3);
        CurveData[] curves = [.. Enumerable.Range(0, 64).Select(_ => Curve.Of(Curve.Accuracy, Curve.Grid(12), [.. Enumerable.Range(0, 12).Select(i => 0.25 + (0.05 * i) + (0.02 * random.Normal()))], 0.25))];
        double[] Fit(CurveData data) => [.. CurveLaws.All.Select(law => law.Fit(data)).OfType<FitOutcome.Converged>().SelectMany(fit => fit.Coefficients).Select(coefficient => coefficient.Value)];
        double[][] alone = [.. curves.Select(Fit)];
        double[][] together = new double[curves.Length][];
        Parallel.For(0, curves.Length, i => together[i] = Fit(curves[i]));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void StudentQuantile_AtPublishedDegreesOfFreedom_IsRight()
    {
        Assert.Equal(12.706205, StudentQuantile.At(1), 1e-5);
        Assert.Equal(2.570582, StudentQuantile.At(5), 1e-6);
        Assert.Equal(2.042272, StudentQuantile.At(30), 1e-6);
        Assert.Equal(1.962339, StudentQuantile.At(1000), 1e-6);
    }
}
