using CsCheck;
using MathNet.Numerics.Distributions;
using Presage.Forecasts;

namespace Presage.Tests.Forecasts;

public sealed class ForecastDistributionTests
{
    // Gneiting and Raftery (2007), page 367: s (z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)).
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(-2.5)]
    public void Crps_OfNormalQuantiles_IsThePublishedFormula(double z)
    {
        const int n = 4000;
        const double mean = 0.4, deviation = 0.05;
        ForecastDistribution normal = new([.. Enumerable.Range(0, n).Select(i => Normal.InvCDF(mean, deviation, (i + 0.5) / n))]);
        double expected = deviation * ((z * ((2 * Normal.CDF(0, 1, z)) - 1)) + (2 * Normal.PDF(0, 1, z)) - (1 / Math.Sqrt(Math.PI)));
        Assert.Equal(expected, normal.Crps(mean + (z * deviation)), 5);
    }

    [Fact]
    public void Crps_OfAPoint_IsTheAbsoluteError() => Assert.Equal(0.3, new ForecastDistribution([0.2]).Crps(0.5), 12);

    [Fact]
    public void Crps_OfTwoValues_IsThatByHand() =>
        // E|X - 0.25| = 0.5, E|X - X'| = 0.5: 0.5 - 0.25.
        Assert.Equal(0.25, new ForecastDistribution([0, 1]).Crps(0.25), 12);

    [Fact]
    public void Quantiles_OfAnyValues_AscendAndStayInside() =>
        Gen.Double[-5, 5].Array[1, 50].Sample(values =>
        {
            Array.Sort(values);
            ForecastDistribution distribution = new([.. values]);
            double[] quantiles = [.. ForecastDistribution.ReportedProbabilities.Select(distribution.Quantile)];
            Assert.Equal(quantiles.Order(), quantiles);
            Assert.All(quantiles, quantile => Assert.InRange(quantile, values[0], values[^1]));
            Assert.InRange(distribution.Crps(values[0]), 0, 10);
        });

    [Fact]
    public void Exceeds_AndCovers_FollowTheValues()
    {
        ForecastDistribution distribution = new([.. Enumerable.Range(0, 100).Select(i => (i + 0.5) / 100)]);
        Assert.Equal(0.3, distribution.Exceeds(0.7), 12);
        Assert.Equal(0.9, distribution.Quantile(0.9), 12);
        Assert.True(distribution.Covers(0.8, 0.11));
        Assert.False(distribution.Covers(0.8, 0.09));
    }

    [Fact]
    public void Constructor_ValuesThatDescend_Throws() => Assert.Throws<ArgumentException>(() => new ForecastDistribution([1, 0]));
}
