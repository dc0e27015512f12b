using CsCheck;
using Presage.Laws;

namespace Presage.Tests.Laws;

public sealed class LinearLawTests
{
    [Fact]
    public void Linear_OfAnscombesFirstData_HasPublishedFigures()
    {
        // Anscombe (1973), data set 1: y = 3.00 + 0.500 x, standard error of the slope 0.118, residual sum of squares 13.75.
        double[] x = [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];
        double[] y = [4.26, 5.68, 7.24, 4.82, 6.95, 8.81, 8.04, 8.33, 10.84, 7.58, 9.96];
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("linear").Fit(Curve.Of(Curve.Loss, x, y)));
        Assert.Equal(3.0000909, fit.Coefficient("a").Value, 1e-6);
        Assert.Equal(0.5000909, fit.Coefficient("b").Value, 1e-6);
        Assert.Equal(1.1247468, fit.Coefficient("a").StandardError!.Value, 1e-6);
        Assert.Equal(0.1179055, fit.Coefficient("b").StandardError!.Value, 1e-6);
        Assert.Equal(13.762690, fit.ObjectiveValue, 1e-5);

        // R: AIC of lm(y ~ x) is 39.68137; AICc adds 2 * 3 * 4 / (11 - 3 - 1).
        Assert.Equal(39.68137 + (24.0 / 7), fit.Aicc!.Value, 1e-4);

        // R: predict(..., interval = "confidence") at x = 9 is 7.500909 with half-width 2.262157 * 1.236603 / sqrt(11).
        FittedValue at = fit.At(9);
        Assert.Equal(7.500909, at.Mean, 1e-6);
        Assert.Equal(2.262157 * 1.236603 / Math.Sqrt(11), at.Upper!.Value - at.Mean, 1e-5);
    }

    [Fact]
    public void Linear_WithLargeSamplingVariance_TakesItForTheScatter()
    {
        double[] x = [1, 2, 3, 4, 5], y = [1, 2, 3, 4, 5];
        Assert.Null(Curve.Converges(Curve.Law("linear").Fit(Curve.Of(Curve.Loss, x, y))).Coefficient("b").StandardError);
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("linear").Fit(Curve.Of(Curve.Loss, x, y, samplingVariance: 0.04)));
        Assert.Equal(Math.Sqrt(0.04 / 10), fit.Coefficient("b").StandardError!.Value, 1e-12);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1)]
    [InlineData(1e6)]
    public void Linear_UnderChangeOfUnits_Follows(double unit) => Gen.Double[-1, 1].Array[6].Sample(noise =>
    {
        double[] x = Curve.Grid(6);
        FitOutcome.Converged plain = Curve.Converges(Curve.Law("linear").Fit(Curve.Of(Curve.Loss, x, noise)));
        FitOutcome.Converged changed = Curve.Converges(Curve.Law("linear").Fit(
            Curve.Of(Curve.Loss, [.. x.Select(p => (2 * p) + 1)], [.. noise.Select(v => unit * (v + 3))])));
        Assert.Equal(plain.Coefficient("b").Value * unit / 2, changed.Coefficient("b").Value, 1e-9 * unit);
        Assert.Equal(unit * (plain.At(20.3).Mean + 3), changed.At(41.6).Mean, 1e-9 * unit);
    });

    [Fact]
    public void Linear_WithNormalErrors_CoversAtTheNominalRate()
    {
        Random random = new(31);
        double[] x = Curve.Grid(6);
        double coverage = Curve.Coverage("linear", "b", 0.3, 4, 2000, () => Curve.Of(Curve.Loss, x, [.. x.Select(p => (0.3 * p) + random.Normal())]));

        // Exact in theory: 0.95 within four binomial standard errors.
        Assert.InRange(coverage, 0.95 - 0.0195, 0.95 + 0.0195);
    }

    [Fact]
    public void Linear_OnUnsuitableData_SaysWhy()
    {
        Curve.Fails(FitFailure.TooFewPoints, Curve.Law("linear").Fit(Curve.Of(Curve.Loss, [1, 2], [1, 2])));
        Curve.Fails(FitFailure.Degenerate, Curve.Law("linear").Fit(Curve.Of(Curve.Loss, [20, 20, 20], [1, 2, 3])));
        Curve.Fails(FitFailure.TooFewPoints, Curve.Law("constant").Fit(Curve.Of(Curve.Loss, [1], [1])));
    }

    [Fact]
    public void ConstantAndLinear_OfZeros_ConvergeWithoutStandardErrors()
    {
        foreach (string law in new[] { "constant", "linear" })
        {
            FitOutcome.Converged fit = Curve.Converges(Curve.Law(law).Fit(Curve.Of(Curve.Accuracy, Curve.Grid(8), new double[8], chance: 0)));
            Assert.All(fit.Coefficients, coefficient => Assert.Null(coefficient.StandardError));
            Assert.Null(fit.Aicc);
            Assert.Null(fit.At(21).Lower);
            Assert.Equal(0, fit.At(21).Mean);
            Assert.Single(fit.Remarks);
        }
    }
}
