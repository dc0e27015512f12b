using System.Collections.Immutable;
using Presage.Laws;
using Presage.Proportions;

namespace Presage.Tests.Laws;

public sealed class ChinchillaBootstrapTests
{
    private static readonly ChinchillaLaw Truth = new(1.8172, 477.8, 0.3473, 2143, 0.3672);

    private static ChinchillaBootstrap Resampled(ImmutableArray<LossPoint> points, ChinchillaOptions options, int draws, long seed = 1, int threads = 2) =>
        ChinchillaBootstrap.Run(points, Curve.Converges(ChinchillaLaw.Fit(points, options, threads)), options, draws, seed, threads, TestContext.Current.CancellationToken);

    [Fact]
    public void Intervals_OfThePublishedPoints_AreThoseOfBesirogluEtAl()
    {
        // Published ends and deviations are of 4,000 draws as ours are. Their Monte Carlo errors were measured over 24 seeds:
        // allowed are four of them for the difference of two such bootstraps, and half of the last printed digit.
        ChinchillaBootstrap bootstrap = Resampled(LossPoints.Published(highestLeftOut: 5), new ChinchillaOptions { Starts = [ChinchillaLaw.Hoffmann2022] }, 4000);
        Assert.Equal(0, bootstrap.Failed);
        Near(bootstrap, law => law.ParameterCoefficient, (285.2, 743.6), (2.3, 4.3), 0.05);
        Near(bootstrap, law => law.TokenCoefficient, (1042.4, 5810.3), (25, 148), 0.05);
        Near(bootstrap, law => law.IrreducibleLoss, (1.769, 1.871), (0.0011, 0.0013), 0.0005);
        Near(bootstrap, law => law.ParameterExponent, (0.317, 0.373), (0.0005, 0.0003), 0.0005);
        Near(bootstrap, law => law.TokenExponent, (0.331, 0.415), (0.0010, 0.0012), 0.0005);
        NearDeviation(bootstrap, law => law.ParameterCoefficient, 124.52, 1.1);
        NearDeviation(bootstrap, law => law.TokenCoefficient, 1293.28, 71);
        NearDeviation(bootstrap, law => law.IrreducibleLoss, 0.02566, 0.00027);
        NearDeviation(bootstrap, law => law.ParameterExponent, 0.01540, 0.00013);
        NearDeviation(bootstrap, law => law.TokenExponent, 0.02060, 0.00041);
        NearDeviation(bootstrap, ComputeOptimalAllocation.SizeExponent, 0.020, 0.0003);
    }

    [Fact]
    public void Intervals_WithTheScaleEstimated_AreThoseOfBesirogluEtAl()
    {
        // As above, over 8 seeds. The deviations of A and alpha are not compared: 129.2 and 0.01615 at the minima, where the published 124.5 and 0.0154
        // rest on refits by BFGS, which stops short of the kinks of this objective (from the same start it gives 126 and 0.0157).
        ChinchillaOptions options = new() { Starts = [ChinchillaLaw.Hoffmann2022], ScaleEstimated = true };
        ChinchillaBootstrap bootstrap = Resampled(LossPoints.Published(highestLeftOut: 5), options, 4000);
        Assert.InRange(bootstrap.Failed, 0, 8);
        Near(bootstrap, law => law.ParameterCoefficient, (285.2, 743.6), (3.2, 4.0), 0.05);
        Near(bootstrap, law => law.TokenCoefficient, (1042.4, 5810.3), (13, 185), 0.05);
        Near(bootstrap, law => law.IrreducibleLoss, (1.769, 1.871), (0.0011, 0.0012), 0.0005);
        Near(bootstrap, law => law.ParameterExponent, (0.317, 0.373), (0.0007, 0.0003), 0.0005);
        Near(bootstrap, law => law.TokenExponent, (0.331, 0.415), (0.0007, 0.0015), 0.0005);
        NearDeviation(bootstrap, law => law.TokenCoefficient, 1293.28, 80);
        NearDeviation(bootstrap, law => law.IrreducibleLoss, 0.02566, 0.00021);
        NearDeviation(bootstrap, law => law.TokenExponent, 0.02060, 0.00034);
        NearDeviation(bootstrap, ComputeOptimalAllocation.SizeExponent, 0.020, 0.0003);
    }

    private static void Near(ChinchillaBootstrap bootstrap, Func<ChinchillaLaw, double?> quantity, (double Lower, double Upper) published, (double Lower, double Upper) error, double rounding)
    {
        ConfidenceInterval interval = bootstrap.Interval(quantity)!.Value;
        Assert.Equal(published.Lower, interval.Lower, (4 * Math.Sqrt(2) * error.Lower) + rounding);
        Assert.Equal(published.Upper, interval.Upper, (4 * Math.Sqrt(2) * error.Upper) + rounding);
    }

    private static void NearDeviation(ChinchillaBootstrap bootstrap, Func<ChinchillaLaw, double?> quantity, double published, double error) =>
        Assert.Equal(published, bootstrap.StandardError(quantity)!.Value, 4 * Math.Sqrt(2) * error);

    [Fact]
    public void Refits_FromMoreStarts_AreTheSame()
    {
        ImmutableArray<LossPoint> points = LossPoints.Published(highestLeftOut: 5);
        ChinchillaObjective objective = new(points, 1e-3);
        ChinchillaLaw[] many = [Truth, .. ChinchillaOptions.PublishedStarts.Where((_, index) => index % 450 == 7)];
        for (int draw = 0; draw < 200; draw++)
        {
            ChinchillaLaw one = ChinchillaBootstrap.Refit(objective, points.Length, [Truth], scaleEstimated: false, seed: 1, draw)!;
            ChinchillaLaw best = ChinchillaBootstrap.Refit(objective, points.Length, many, scaleEstimated: false, seed: 1, draw)!;
            Assert.Equal(best.TokenExponent, one.TokenExponent, 1e-6);
            Assert.Equal(best.ParameterExponent, one.ParameterExponent, 1e-6);
        }
    }

    [Fact]
    public void Run_AtAnyDegreeOfParallelism_IsTheSame()
    {
        ImmutableArray<LossPoint> points = LossPoints.Simulated(Truth, 60, 0.01, new Random(2));
        ChinchillaOptions options = new() { Starts = [Truth] };
        ChinchillaBootstrap one = Resampled(points, options, 200, seed: 5, threads: 1);
        Assert.Equal(one.Laws.AsEnumerable(), Resampled(points, options, 200, seed: 5, threads: 4).Laws);
        Assert.NotEqual(one.Laws.AsEnumerable(), Resampled(points, options, 200, seed: 6, threads: 1).Laws);
        Assert.Equal(one.Laws.Take(50), Resampled(points, options, 50, seed: 5).Laws);
        Assert.Equal(200, one.Draws);
    }

    [Fact]
    public void Intervals_OverSimulations_CoverNearTheNominalRate()
    {
        Random random = new(8);
        ChinchillaOptions options = new() { Starts = [Truth] };
        int repetitions = 150, parameter = 0, token = 0, irreducible = 0;
        for (int i = 0; i < repetitions; i++)
        {
            ChinchillaBootstrap bootstrap = Resampled(LossPoints.Simulated(Truth, 150, 0.01, random), options, 300, seed: i);
            int Holds(Func<ChinchillaLaw, double?> quantity) =>
                bootstrap.Interval(quantity) is { } interval && interval.Lower <= quantity(Truth) && quantity(Truth) <= interval.Upper ? 1 : 0;
            parameter += Holds(law => law.ParameterExponent);
            token += Holds(law => law.TokenExponent);
            irreducible += Holds(law => law.IrreducibleLoss);
        }

        // 0.95 within three binomial standard errors, and two points for the percentile method.
        Assert.All([parameter, token, irreducible], held => Assert.InRange((double)held / repetitions, 0.877, 1));
    }

    [Fact]
    public void Interval_WithMissingDraws_IsWiderOrAbsent()
    {
        ChinchillaBootstrap bootstrap = Resampled(LossPoints.Simulated(Truth, 60, 0.01, new Random(3)), new ChinchillaOptions { Starts = [Truth] }, 1000);
        double[] ordered = [.. bootstrap.Laws.Select(law => law.IrreducibleLoss).Order()];
        Assert.Equal(ordered[24] + (0.975 * (ordered[25] - ordered[24])), bootstrap.Interval(law => law.IrreducibleLoss)!.Value.Lower, 1e-12);

        // Ten draws without the quantity count as beyond either end.
        double median = ordered[500];
        double[] missing = [.. ordered.Skip(495).Take(10)];
        Func<ChinchillaLaw, double?> holed = law => missing.Contains(law.IrreducibleLoss) ? null : law.IrreducibleLoss;
        ConfidenceInterval wide = bootstrap.Interval(holed)!.Value, whole = bootstrap.Interval(law => law.IrreducibleLoss)!.Value;
        Assert.True(wide.Lower < whole.Lower && wide.Upper > whole.Upper);
        Assert.NotNull(bootstrap.StandardError(holed));
        Assert.Null(bootstrap.Interval(law => law.IrreducibleLoss > median ? null : 1));
        Assert.Null(bootstrap.StandardError(law => law.IrreducibleLoss > median ? double.NaN : 1));
    }

    [Fact]
    public void Run_OfAFewPoints_CountsDrawsThatDetermineNothing()
    {
        ImmutableArray<LossPoint> points = LossPoints.Simulated(Truth, 7, 0.001, new Random(4));
        ChinchillaOptions options = new() { Starts = [Truth] };
        ChinchillaBootstrap bootstrap = Resampled(points, options, 200);
        Assert.InRange(bootstrap.Failed, 100, 200);
        Assert.Null(bootstrap.Interval(law => law.IrreducibleLoss));
    }

    [Fact]
    public void Run_WithWrongArguments_Throws()
    {
        ImmutableArray<LossPoint> points = LossPoints.Simulated(Truth, 20, 0.01, new Random(7));
        ChinchillaOptions options = new() { Starts = [Truth] };
        FitOutcome.Converged fit = Curve.Converges(ChinchillaLaw.Fit(points, options, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChinchillaBootstrap.Run(points, fit, options, 0, 1, 1, CancellationToken.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChinchillaBootstrap.Run(points, fit, options, 10, 1, 0, CancellationToken.None));
        Assert.Throws<ArgumentException>(() => ChinchillaBootstrap.Run(points[1..], fit, options, 10, 1, 1, CancellationToken.None));
        Assert.Throws<OperationCanceledException>(() => ChinchillaBootstrap.Run(points, fit, options, 10, 1, 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void SplitMix64_Streams_AreEvenAndUnrelated()
    {
        int[] counts = new int[10];
        int equal = 0;
        for (int stream = 0; stream < 1000; stream++)
        {
            SplitMix64 one = new(3, stream), next = new(3, stream + 1);
            for (int i = 0; i < 10; i++)
            {
                int value = one.Below(10);
                counts[value]++;
                equal += value == next.Below(10) ? 1 : 0;
            }
        }

        // Chi-squared with 9 degrees of freedom; 27.9 is exceeded once in a thousand. Equal: binomial, mean 1,000, deviation 30.
        Assert.InRange(counts.Sum(count => (count - 1000.0) * (count - 1000) / 1000), 0, 27.9);
        Assert.InRange(equal, 880, 1120);
    }
}
