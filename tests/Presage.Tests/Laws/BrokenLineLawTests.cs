using CsCheck;
using Presage.Laws;

namespace Presage.Tests.Laws;

public sealed class BrokenLineLawTests
{
    private static readonly Gen<double[]> Values = Gen.Int[0, 10_000].Select(tenThousandths => tenThousandths / 1e4).Array[5, 14];

    private static CurveData Data(double[] values, bool ties = false) =>
        Curve.Of(Curve.Loss, [.. values.Select((_, i) => 19.0 + (ties ? i / 2 : i) + (0.1 * (i % 3 == 0 && !ties ? 1 : 0)))], values);

    [Fact]
    public void BrokenLine_OfABentLine_FindsIt()
    {
        double[] x = [0, 1, 2, 3, 4, 5, 6];
        FitOutcome.Converged fit = Curve.Converges(Curve.Law("brokenLine").Fit(Curve.Of(Curve.Loss, x, [.. x.Select(p => 1 + (0.5 * p) + (2 * Math.Max(0, p - 3.25)))])));
        Assert.Equal(1, fit.Coefficient("a").Value, 1e-12);
        Assert.Equal(0.5, fit.Coefficient("b").Value, 1e-12);
        Assert.Equal(2, fit.Coefficient("c").Value, 1e-12);
        Assert.Equal(3.25, fit.Coefficient("psi").Value, 1e-12);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BrokenLine_OfAnything_IsNeverWorseThanAnyKnotOnAGrid(bool ties) => Values.Sample(values =>
    {
        CurveData data = Data(values, ties);
        if (Curve.Law("brokenLine").Fit(data) is not FitOutcome.Converged fit)
            return;
        Assert.True(fit.ObjectiveValue <= Curve.Converges(Curve.Law("linear").Fit(data)).ObjectiveValue);
        double[] distinct = [.. data.Positions.Distinct()];
        double least = double.PositiveInfinity;
        for (double knot = distinct[1]; knot <= distinct[^2]; knot += (distinct[^2] - distinct[1]) / 400)
            least = Math.Min(least, SumOfSquaresAt(knot, data));
        Assert.InRange(fit.ObjectiveValue, 0, (least * (1 + 1e-9)) + 1e-15);

        // And a grid about its own knot comes down to it.
        Assert.Equal(SumOfSquaresAt(fit.Coefficient("psi").Value, data), fit.ObjectiveValue, 1e-9);
    });

    [Fact]
    public void BrokenLine_UnderChangeOfUnits_Follows() => Values.Sample(values =>
    {
        CurveData data = Data(values);
        CurveData changed = Curve.Of(Curve.Loss, [.. data.Positions.Select(x => (3 * x) - 5)], [.. values.Select(value => 7 - (1e-3 * value))]);
        if (Curve.Law("brokenLine").Fit(data) is FitOutcome.Converged fit)
        {
            FitOutcome.Converged other = Curve.Converges(Curve.Law("brokenLine").Fit(changed));
            Assert.Equal(fit.ObjectiveValue * 1e-6, other.ObjectiveValue, 1e-14);
        }
        else
        {
            Assert.IsType<FitOutcome.Failed>(Curve.Law("brokenLine").Fit(changed));
        }
    });

    [Fact]
    public void BrokenLine_WithAStrongBreak_CoversTheKnot()
    {
        Random random = new(77);
        double[] x = Curve.Grid(24);
        double coverage = Curve.Coverage("brokenLine", "psi", 21.37, 20, 1000,
            () => Curve.Of(Curve.Loss, x, [.. x.Select(p => (0.1 * p) + (1.5 * Math.Max(0, p - 21.37)) + (0.05 * random.Normal()))]));
        Assert.InRange(coverage, 0.92, 0.98);
    }

    [Fact]
    public void BrokenLine_OnUnsuitableData_SaysWhy()
    {
        ICurveLaw law = Curve.Law("brokenLine");
        Curve.Fails(FitFailure.TooFewPoints, law.Fit(Curve.Of(Curve.Loss, [1, 2, 3, 4], [0, 0, 1, 2])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, [1, 1, 1, 1, 1], [0, 0, 1, 2, 3])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, [1, 1, 2, 2, 3], [0, 0, 1, 2, 3])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, Curve.Grid(8), new double[8])));
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6])));

        // Only the last point leaves the floor: one position to the right of the knot.
        Curve.Fails(FitFailure.Degenerate, law.Fit(Curve.Of(Curve.Loss, [1, 2, 3, 4, 5, 6], [0.1, 0.12, 0.09, 0.11, 0.1, 0.4])));
    }

    private static double SumOfSquaresAt(double knot, CurveData data)
    {
        // Normal equations of 1, x - 20, max(0, x - knot), by elimination.
        double[,] m = new double[3, 4];
        for (int i = 0; i < data.Values.Length; i++)
        {
            double[] row = [1, data.Positions[i] - 20, Math.Max(0, data.Positions[i] - knot)];
            for (int j = 0; j < 3; j++)
            {
                for (int k = 0; k < 3; k++)
                    m[j, k] += row[j] * row[k];
                m[j, 3] += row[j] * data.Values[i];
            }
        }

        for (int j = 0; j < 3; j++)
            for (int i = 0; i < 3; i++)
            {
                if (i == j)
                    continue;
                double ratio = m[i, j] / m[j, j];
                for (int k = j; k < 4; k++)
                    m[i, k] -= ratio * m[j, k];
            }

        double sum = 0;
        for (int i = 0; i < data.Values.Length; i++)
        {
            double residual = data.Values[i] - (m[0, 3] / m[0, 0]) - (m[1, 3] / m[1, 1] * (data.Positions[i] - 20)) - (m[2, 3] / m[2, 2] * Math.Max(0, data.Positions[i] - knot));
            sum += residual * residual;
        }

        return sum;
    }
}
