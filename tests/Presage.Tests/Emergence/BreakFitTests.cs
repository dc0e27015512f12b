using CsCheck;
using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class BreakFitTests
{
    private static readonly DrawPlan Plan = new(4096, 0.04);

    private static readonly Gen<(double[] Positions, double[] LogLosses, double[] Variances)> Ladders =
        from models in Gen.Int[5, 14]
        from steps in Gen.Double[0.1, 1].Array[models]
        from losses in Gen.Double[-2, 3].Array[models]
        from variances in Gen.Double[0.0025, 0.1].Array[models]
        select (Ascending(steps), losses, variances);

    private static double[] Ascending(double[] steps)
    {
        double[] positions = new double[steps.Length];
        for (int i = 1; i < steps.Length; i++)
            positions[i] = positions[i - 1] + steps[i];
        return positions;
    }

    private static double[] Even(int models) => [.. Enumerable.Range(0, models).Select(i => 4.0 * i / (models - 1))];

    private static BreakFit Fit(double[] positions, double[] logLosses, double[] variances)
    {
        BreakFit? fit = BreakFit.Create(positions, logLosses, variances, correlation: 0);
        Assert.NotNull(fit);
        return fit;
    }

    // Weighted least squares by the normal equations, written out plainly.
    private static double Squares(double[][] columns, double[] values, double[] weights)
    {
        int size = columns.Length;
        double[,] system = new double[size, size + 1];
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
                system[row, column] = weights.Select((w, i) => w * columns[row][i] * columns[column][i]).Sum();
            system[row, size] = weights.Select((w, i) => w * columns[row][i] * values[i]).Sum();
        }

        for (int pivot = 0; pivot < size; pivot++)
        {
            for (int row = 0; row < size; row++)
            {
                if (row == pivot)
                    continue;
                double factor = system[row, pivot] / system[pivot, pivot];
                for (int column = pivot; column <= size; column++)
                    system[row, column] -= factor * system[pivot, column];
            }
        }

        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double residual = values[i];
            for (int column = 0; column < size; column++)
                residual -= columns[column][i] * system[column, size] / system[column, column];
            squares += weights[i] * residual * residual;
        }

        return squares;
    }

    [Fact]
    public void Squares_OfBothLaws_AreThoseOfPlainLeastSquaresAtEveryKnot() => Ladders.Sample(ladder =>
    {
        (double[] positions, double[] logLosses, double[] variances) = ladder;
        BreakFit fit = Fit(positions, logLosses, variances);
        double[] ones = [.. positions.Select(_ => 1.0)], values = [.. logLosses.Select(l => -l)], weights = [.. variances.Select(v => 1 / v)];
        double smooth = Squares([ones, positions], values, weights);
        double broken = BreakDesign.KnotsOf(positions).Min(knot => Squares([ones, positions, [.. positions.Select(x => Math.Max(0, x - knot))]], values, weights));
        return Math.Abs(fit.SmoothSquares - smooth) < 1e-7 * (1 + smooth) && Math.Abs(fit.BrokenSquares - broken) < 1e-7 * (1 + smooth);
    }, iter: 300);

    [Fact]
    public void Fit_OfShiftedAndStretchedLadder_IsTheSame() => Ladders.Sample(ladder =>
    {
        (double[] positions, double[] logLosses, double[] variances) = ladder;
        BreakFit one = Fit(positions, logLosses, variances);
        BreakFit other = Fit([.. positions.Select(x => 18 + (3 * x))], [.. logLosses.Select(l => l + 0.7)], variances);
        return Math.Abs(one.SmoothSquares - other.SmoothSquares) < 1e-6 * (1 + one.SmoothSquares) && one.Test(new NullDistributions(), Plan).PValue == other.Test(new NullDistributions(), Plan).PValue;
    }, iter: 100);

    [Fact]
    public void BrokenLine_IsFoundWithItsRatio()
    {
        double[] positions = Even(13);
        BreakFit fit = Fit(positions, [.. positions.Select(x => 2 - (0.2 * Math.Min(x, 2)) - (1.2 * Math.Max(0, x - 2)))], [.. positions.Select(_ => 0.0025)]);
        Assert.Equal(2, fit.Design.Knots[fit.Knot], 1e-9);
        SlopeRatio ratio = fit.Ratio();
        Assert.InRange(ratio.Value, 5.5, 6.5);
        Assert.InRange(ratio.Lower, 2, 6);
        Assert.True(ratio.Upper > 6);
        Assert.True(fit.Test(new NullDistributions(), Plan).PValue < 0.005);
        Assert.True(fit.KnotInterval() is { Lower: <= 2, Upper: >= 2 });
    }

    [Fact]
    public void Deceleration_IsNoBreak()
    {
        double[] positions = Even(12);
        BreakFit fit = Fit(positions, [.. positions.Select(x => 2 - (1.6 * Math.Min(x, 2)) - (0.1 * Math.Max(0, x - 2)))], [.. positions.Select(_ => 0.0025)]);
        Assert.True(fit.Test(new NullDistributions(), Plan).PValue > 0.5);
    }

    [Fact]
    public void DeclineThatSlows_IsNoBreak()
    {
        double[] positions = Even(12);
        BreakFit fit = Fit(positions, [.. positions.Select(x => (1.5 * Math.Min(x, 2)) + (0.1 * Math.Max(0, x - 2)))], [.. positions.Select(_ => 0.0025)]);
        Assert.Equal((1.0, 0), fit.Test(new NullDistributions(), Plan));
    }

    [Fact]
    public void StrongerBend_NeverHasALargerPValue()
    {
        double[] positions = Even(12);
        double last = 1;
        foreach (double bend in (double[])[0.1, 0.3, 0.5, 0.8, 1.2])
        {
            BreakFit fit = Fit(positions, [.. positions.Select((x, i) => 2 - (0.5 * x) - (bend * Math.Max(0, x - 2)) + (0.05 * (i % 2)))], [.. positions.Select(_ => 0.0025)]);
            double p = fit.Test(new NullDistributions(), Plan).PValue;
            Assert.True(p <= last + 0.005);
            last = p;
        }

        Assert.True(last < 0.01);
    }

    [Fact]
    public void SmoothLine_WithLittleNoise_ExcludesAStrongBreak()
    {
        double[] positions = Even(12);
        SlopeRatio ratio = Fit(positions, [.. positions.Select(x => 2 - x)], [.. positions.Select(_ => 0.0025)]).Ratio();
        Assert.InRange(ratio.Value, 0.9, 1.1);
        Assert.InRange(ratio.Upper, 1.1, 2);
    }

    [Fact]
    public void FourModels_HaveNoFit() => Assert.Null(BreakFit.Create([0, 1, 2, 3], [3, 2, 1, 0], [0.01, 0.01, 0.01, 0.01], correlation: 0));

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    public void PValues_OfPureNoise_KeepTheirLevel(int models)
    {
        CounterRandom random = new(5, 6, (ulong)models);
        double[] positions = Even(models), variances = [.. positions.Select(_ => 0.0025)];
        NullDistributions nulls = new();
        int significant = 0;
        const int draws = 1000;
        for (int draw = 0; draw < draws; draw++)
        {
            double[] losses = new double[models];
            for (int i = 0; i < models; i++)
                losses[i] = 1 - (0.5 * positions[i]) + (0.3 * random.Normal());
            if (Fit(positions, losses, variances).Test(nulls, Plan).PValue <= 0.04)
                significant++;
        }

        // Nominal 40; five standard deviations are 31. A decline that slows is no break, hence fewer are possible.
        Assert.InRange(significant, 12, 71);
    }

    // The noise of neighbouring checkpoints correlates at rho; the test whitens it with 0.9, and is conservative where rho is smaller.
    [Theory]
    [InlineData(0, 12, 0, 60)]
    [InlineData(0.5, 20, 0, 60)]
    [InlineData(0.9, 20, 12, 71)]
    public void PValues_OfCorrelatedNoise_KeepTheirLevel(double rho, int models, int least, int most)
    {
        CounterRandom random = new(8, 9, (ulong)models);
        double[] positions = Even(models), variances = [.. positions.Select(_ => 0.0025)];
        NullDistributions nulls = new();
        int significant = 0;
        for (int draw = 0; draw < 1000; draw++)
        {
            double[] losses = new double[models];
            double noise = 0;
            for (int i = 0; i < models; i++)
            {
                noise = i == 0 ? random.Normal() : (rho * noise) + (Math.Sqrt(1 - (rho * rho)) * random.Normal());
                losses[i] = 1 - (0.5 * positions[i]) + (0.3 * noise);
            }

            BreakFit? fit = BreakFit.Create(positions, losses, variances, NoiseShape.CheckpointCorrelation);
            significant += fit!.Test(nulls, Plan).PValue <= 0.04 ? 1 : 0;
        }

        Assert.InRange(significant, least, most);
    }

    [Fact]
    public void PValues_WithAndWithoutASharedDistribution_AreTheSame()
    {
        NullDistributions shared = new();
        Ladders.Sample(ladder =>
        {
            (double[] positions, double[] logLosses, double[] variances) = ladder;
            BreakFit fit = Fit(positions, logLosses, variances);
            fit.To([.. logLosses.Reverse()]).Test(shared, Plan);
            return fit.Test(shared, Plan) == fit.Test(new NullDistributions(), Plan);
        }, iter: 50);
    }
}
