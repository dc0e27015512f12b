using CsCheck;
using Presage.Laws;
using Presage.Metrics;

namespace Presage.Tests.Laws;

public sealed class LogisticLawTests
{
    private static double Logistic(double x, double floor, double ceiling, double steepness, double centre) =>
        floor + ((ceiling - floor) / (1 + Math.Exp(-steepness * (x - centre))));

    [Theory]
    [InlineData(0.9, 2, 21.5)]
    [InlineData(0.6, -3, 22)]
    [InlineData(0.5, 1.2, 20.2)]
    public void Logistic_OfALogistic_FindsIt(double ceiling, double steepness, double centre)
    {
        double[] x = Curve.Grid(12);
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("logistic").Fit(
            Curve.Of(Curve.Accuracy, x, [.. x.Select(p => Logistic(p, 0.25, ceiling, steepness, centre))], chance: 0.25)));
        Assert.Equal(ceiling, fit.Coefficient("c").Value, 1e-6);
        Assert.Equal(steepness, fit.Coefficient("k").Value, 1e-5);
        Assert.Equal(centre, fit.Coefficient("x0").Value, 1e-6);
        Assert.Equal(Logistic(21, 0.25, ceiling, steepness, centre), fit.At(21).Mean, 1e-7);
    }

    [Fact]
    public void Logistic_OfFixedData_HasSciPysFigures()
    {
        // scipy.optimize.curve_fit 1.10.1 on the same law and data, unbounded: estimates and square roots of the covariance's diagonal.
        double[] y = [0.26, 0.23, 0.27, 0.30, 0.34, 0.47, 0.52, 0.63, 0.70, 0.71, 0.74, 0.73];
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("logistic").Fit(Curve.Of(Curve.Accuracy, Curve.Grid(12), y, chance: 0.25)));
        Assert.Equal(SciPy[0], fit.Coefficient("c").Value, 1e-6);
        Assert.Equal(SciPy[1], fit.Coefficient("k").Value, 1e-5);
        Assert.Equal(SciPy[2], fit.Coefficient("x0").Value, 1e-6);
        Assert.Equal(SciPy[3], fit.Coefficient("c").StandardError!.Value, 1e-6);
        Assert.Equal(SciPy[4], fit.Coefficient("k").StandardError!.Value, 1e-5);
        Assert.Equal(SciPy[5], fit.Coefficient("x0").StandardError!.Value, 1e-6);
    }

    private static readonly double[] SciPy = [0.74050458, 1.90978551, 21.51992275, 0.01281874, 0.17770076, 0.05965655];

    [Fact]
    public void Logistic_WithNormalErrors_CoversNearTheNominalRate()
    {
        Random random = new(8);
        double[] x = Curve.Grid(14);
        CurveData Simulate() => Curve.Of(Curve.Accuracy, x, [.. x.Select(p => Logistic(p, 0.25, 0.8, 2.5, 21.3) + (0.01 * random.Normal()))], chance: 0.25);
        Assert.InRange(Curve.Coverage("logistic", "c", 0.8, 11, 1000, Simulate), 0.92, 0.98);
        Assert.InRange(Curve.Coverage("logistic", "k", 2.5, 11, 1000, Simulate), 0.92, 0.98);
        Assert.InRange(Curve.Coverage("logistic", "x0", 21.3, 11, 1000, Simulate), 0.92, 0.98);
    }

    [Fact]
    public void Logistic_AtTheMetricsMaximum_RemarksAndGivesTheCeilingNoStandardError()
    {
        double[] x = Curve.Grid(10);
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("logistic").Fit(
            Curve.Of(Curve.Accuracy, x, [.. x.Select((p, i) => Math.Min(1, Logistic(p, 0, 1.03, 2, 21) + (i % 2 * 0.004)))], chance: 0)));
        Assert.Equal(1, fit.Coefficient("c").Value);
        Assert.Null(fit.Coefficient("c").StandardError);
        Assert.NotNull(fit.Coefficient("k").StandardError);
        Assert.Contains(fit.Remarks, remark => remark.Contains("maximum", StringComparison.Ordinal));
    }

    [Fact]
    public void Logistic_OfAnything_StaysInRangeAndIsMonotone() => Gen.Double[0, 1].Array[4, 16].Sample(values =>
    {
        FitOutcome outcome = Curve.Law("logistic").Fit(Curve.Of(Curve.Accuracy, Curve.Grid(values.Length), values, chance: 0.1));
        if (outcome is not FitOutcome.Converged fit)
            return;
        FittedValue[] drawn = [.. Curve.Grid(60, 10, 35).Select(fit.At)];
        int direction = Math.Sign(fit.Coefficient("k").Value);
        Assert.All(drawn.Zip(drawn.Skip(1)), pair => Assert.True(direction * (pair.Second.Mean - pair.First.Mean) >= -1e-12));
        Assert.All(drawn, value => Assert.InRange(value.Mean, 0.1, 1));
        Assert.All(drawn.Where(value => value.Lower is not null), value =>
        {
            Assert.InRange(value.Lower!.Value, 0.1 - 1e-12, value.Mean + 1e-12);
            Assert.InRange(value.Upper!.Value, value.Mean - 1e-12, 1 + 1e-12);
        });
    });

    [Fact]
    public void Logistic_WithTiedPointsSwapped_IsTheSame() => Gen.Double[0.2, 1].Array[8].Sample(values =>
    {
        double[] x = [19, 20, 20, 21, 22, 22, 23, 24];
        double[] swapped = [values[0], values[2], values[1], values[3], values[5], values[4], values[6], values[7]];
        foreach (ICurveLaw law in CurveLaws.All)
        {
            FitOutcome one = law.Fit(Curve.Of(Curve.Accuracy, x, values, chance: 0.1)), other = law.Fit(Curve.Of(Curve.Accuracy, x, swapped, chance: 0.1));
            Assert.Equal(one.GetType(), other.GetType());
            if (one is FitOutcome.Converged fit)
                Assert.Equal(fit.ObjectiveValue, ((FitOutcome.Converged)other).ObjectiveValue, 1e-9);
        }
    });

    [Theory]
    [InlineData(new[] { 0.0, 0, 0, 0, 0, 0 })]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 })]
    [InlineData(new[] { 0.0, 0, 0, 1, 1, 1 })]
    [InlineData(new[] { 0.1, 0.12, 0.09, 0.11, 0.1, 0.4 })]
    [InlineData(new[] { 0.05, 0.02, 0.04, 0.03, 0.01, 0.02 })]
    public void Logistic_OnDataThatDoNotDetermineIt_IsDegenerate(double[] values) =>
        Curve.Fails(FitFailure.Degenerate, Curve.Law("logistic").Fit(Curve.Of(Curve.Accuracy, Curve.Grid(6), values, chance: values[0] == 0 ? 0 : 0.1)));

    [Fact]
    public void Logistic_WithoutWhatItNeeds_SaysWhy()
    {
        ICurveLaw law = Curve.Law("logistic");
        double[] x = Curve.Grid(6), y = [0.3, 0.3, 0.4, 0.6, 0.7, 0.7];
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Accuracy, x, y)));
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Loss, x, y)));
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Accuracy with { Maximum = null }, x, y, chance: 0)));
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Accuracy, x, y, chance: 1)));
        Curve.Fails(FitFailure.TooFewPoints, law.Fit(Curve.Of(Curve.Accuracy, [1, 2, 3], [0.1, 0.2, 0.3], chance: 0)));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Accuracy, [2, 2, 2, 2], [0.1, 0.2, 0.3, 0.4], chance: 0)));
        Curve.Converges(law.Fit(Curve.Of(Curve.Accuracy with { ChanceRule = ChanceRule.Zero }, x, y)));
        Curve.Converges(law.Fit(Curve.Of(Curve.Accuracy with { ChanceRule = ChanceRule.None }, x, y)));
    }
}
