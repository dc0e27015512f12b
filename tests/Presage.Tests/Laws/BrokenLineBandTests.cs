using Presage.Laws;

namespace Presage.Tests.Laws;

public sealed class BrokenLineBandTests
{
    [Fact]
    public void Band_OverTheKnot_HasNoStep()
    {
        double[] x = Curve.Grid(12);
        Random random = new(5);
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("brokenLine").Fit(
            Curve.Of(Curve.Loss, x, [.. x.Select(p => 3 - (0.1 * p) - (0.6 * Math.Max(0, p - 21.3)) + (0.03 * random.Normal()))])));
        double knot = Assert.Single(fit.Knots);
        FittedValue before = fit.At(knot - 1e-7), after = fit.At(knot + 1e-7);
        Assert.Equal(before.Upper!.Value, after.Upper!.Value, 4);
        Assert.Equal(before.Lower!.Value, after.Lower!.Value, 4);
    }

    [Fact]
    public void Band_AtAnyPlace_HoldsTheMean()
    {
        double[] x = Curve.Grid(9);
        Random random = new(6);
        for (int draw = 0; draw < 200; draw++)
        {
            double[] y = [.. x.Select(_ => random.NextDouble())];
            if (Curve.Law("brokenLine").Fit(Curve.Of(Curve.Loss, x, y)) is not FitOutcome.Converged fit)
                continue;
            foreach (double place in x)
            {
                FittedValue value = fit.At(place);
                Assert.InRange(value.Mean, value.Lower!.Value, value.Upper!.Value);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(11)]
    public void Band_OfATrueBrokenLine_CoversItsMean(int place)
    {
        double[] x = Curve.Grid(12);
        Random random = new(7);
        double Truth(double p) => 3 - (0.1 * p) - (0.8 * Math.Max(0, p - 21.4));
        int covered = 0, fits = 0;
        for (int draw = 0; draw < 1000; draw++)
        {
            if (Curve.Law("brokenLine").Fit(Curve.Of(Curve.Loss, x, [.. x.Select(p => Truth(p) + (0.05 * random.Normal()))])) is not FitOutcome.Converged fit)
                continue;
            fits++;
            FittedValue value = fit.At(x[place]);
            if (value.Lower <= Truth(x[place]) && Truth(x[place]) <= value.Upper)
                covered++;
        }

        Assert.InRange(fits, 900, 1000);
        Assert.InRange((double)covered / fits, 0.93, 1);
    }
}
