using System.Runtime.Intrinsics;
using CsCheck;
using Presage.Laws;
using Presage.Metrics;

namespace Presage.Tests.Laws;

public sealed class PowerLawTests
{
    private static double Success(double x, double a, double b) => 0.25 + (0.75 * Math.Exp(-Math.Exp(a - (b * x))));

    [Fact]
    public void PowerLaw_InEachTransform_FindsTheLaw()
    {
        double[] x = Curve.Grid(8);
        Recovers(Curve.Of(Curve.Accuracy, x, [.. x.Select(p => Success(p, 20, 0.95))], chance: 0.25), 20, 0.95);
        Recovers(Curve.Of(Curve.Loss, x, [.. x.Select(p => Math.Exp(5 - (0.2 * p)))]), 5, 0.2);
        Recovers(Curve.Of(Curve.Perplexity, x, [.. x.Select(p => Math.Exp(Math.Exp(4 - (0.15 * p))))]), 4, 0.15);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void PowerLaw_OfTinyOrHugeLosses_FindsTheLaw(double unit)
    {
        double[] x = Curve.Grid(6);
        Recovers(Curve.Of(Curve.Loss, x, [.. x.Select(p => unit * Math.Exp(5 - (0.2 * p)))]), 5 + Math.Log(unit), 0.2);
    }

    [Fact]
    public void PowerLaw_OfPerplexitiesOfAMillion_FindsTheLaw()
    {
        double[] x = Curve.Grid(6);
        Recovers(Curve.Of(Curve.Perplexity, x, [.. x.Select(p => Math.Exp(Math.Exp(7 - (0.23 * p))))]), 7, 0.23);
    }

    private static void Recovers(CurveData data, double a, double b)
    {
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("powerLaw").Fit(data));
        Assert.Equal(a, fit.Coefficient("a").Value, 1e-6);
        Assert.Equal(b, fit.Coefficient("b").Value, 1e-7);
        Assert.Equal(1, fit.At(data.Positions[2]).Mean / data.Values[2], 1e-9);
    }

    [Fact]
    public void PowerLaw_WithNormalErrors_CoversNearTheNominalRate()
    {
        Random random = new(4);
        double[] x = Curve.Grid(10);
        Assert.InRange(Curve.Coverage("powerLaw", "b", 0.95, 8, 1000,
            () => Curve.Of(Curve.Accuracy, x, [.. x.Select(p => Success(p, 20, 0.95) + (0.01 * random.Normal()))], chance: 0.25)), 0.92, 0.98);
        Assert.InRange(Curve.Coverage("powerLaw", "b", 0.2, 8, 1000,
            () => Curve.Of(Curve.Loss, x, [.. x.Select(p => Math.Exp(5 - (0.2 * p)) + (0.02 * random.Normal()))])), 0.92, 0.98);
    }

    [Fact]
    public void PowerLaw_OfAnything_IsMonotoneAndItsBandInRange() => Gen.Double[0, 1].Array[3, 12].Sample(values =>
    {
        if (Curve.Law("powerLaw").Fit(Curve.Of(Curve.Accuracy, Curve.Grid(values.Length), values, chance: 0.1)) is not FitOutcome.Converged fit)
            return;
        FittedValue[] drawn = [.. Curve.Grid(40, 15, 30).Select(fit.At)];
        int direction = Math.Sign(fit.Coefficient("b").Value);
        Assert.All(drawn.Zip(drawn.Skip(1)), pair => Assert.True(direction * (pair.Second.Mean - pair.First.Mean) >= -1e-12));
        Assert.All(drawn.Where(value => value.Lower is not null), value =>
        {
            Assert.InRange(value.Lower!.Value, 0.1 - 1e-12, value.Mean + 1e-12);
            Assert.InRange(value.Upper!.Value, value.Mean - 1e-12, 1 + 1e-12);
        });
    });

    [Fact]
    public void PowerLaw_OnUnsuitableData_SaysWhy()
    {
        ICurveLaw law = Curve.Law("powerLaw");
        double[] x = Curve.Grid(6);
        Curve.Fails(FitFailure.TooFewPoints, law.Fit(Curve.Of(Curve.Loss, [1, 2], [1, 2])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, [1, 1, 1], [1, 2, 3])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, x, new double[6])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Accuracy, x, new double[6], chance: 0)));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Accuracy, x, [0, 0, 0, 0, 0, 0.5], chance: 0)));
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Accuracy, x, [0, 0, 0, 0, 0, 0.5])));
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Loss with { Minimum = null }, x, [6, 5, 4, 3, 2, 1])));
        Curve.Fails(FitFailure.NotApplicable, law.Fit(Curve.Of(Curve.Loss with { Transform = MetricTransform.None }, x, [6, 5, 4, 3, 2, 1])));
    }

    [Fact]
    public void PowerLaw_OfOneValueInsideTheRange_IsFlat()
    {
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("powerLaw").Fit(Curve.Of(Curve.Accuracy, Curve.Grid(6), [.. Enumerable.Repeat(0.4, 6)], chance: 0.25)));
        Assert.Equal(0, fit.Coefficient("b").Value, 1e-9);
        Assert.Equal(0.4, fit.At(30).Mean, 1e-9);
    }

    [Fact]
    public void Links_Slopes_AreTheirDerivatives()
    {
        Slopes<LogisticLink>();
        Slopes<LogLogLink>();
        Slopes<LogLink>();
        Slopes<LogOfLogLink>();

        static void Slopes<TLink>()
            where TLink : struct, ILink
        {
            for (double eta = -6; eta <= 2.5; eta += 0.37)
            {
                double At(double at) => TLink.At(Vector256.Create(at), out _).ToScalar();
                TLink.At(Vector256.Create(eta), out Vector256<double> slope);
                double step = 1e-5, difference = (At(eta + step) - At(eta - step)) / (2 * step);
                Assert.Equal(difference, slope.ToScalar(), 1e-7 * Math.Max(1, Math.Abs(difference)));
            }
        }
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(1000)]
    public void BoundedLinks_FarOut_AreFinite(double eta)
    {
        Vector256<double> value = LogisticLink.At(Vector256.Create(eta), out Vector256<double> slope);
        Assert.Equal((eta > 0 ? 1.0 : 0.0, 0.0), (value.ToScalar(), slope.ToScalar()));
        value = LogLogLink.At(Vector256.Create(eta), out slope);
        Assert.Equal((eta < 0 ? 1.0 : 0.0, 0.0), (value.ToScalar(), Math.Abs(slope.ToScalar())));
    }
}
