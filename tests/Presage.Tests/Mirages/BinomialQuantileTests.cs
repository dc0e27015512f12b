using CsCheck;
using MathNet.Numerics.Distributions;
using Presage.Mirages;

namespace Presage.Tests.Mirages;

public sealed class BinomialQuantileTests
{
    [Fact]
    public void At_AnyLevel_IsTheFirstCountThatReachesIt() =>
        Gen.Select(Gen.Long[1, 3000], Gen.Double[-9, -1e-3], Gen.Double[1e-6, 1 - 1e-6]).Sample((items, logRate, level) =>
        {
            double rate = Math.Exp(logRate);
            long count = BinomialQuantile.At(items, rate, level);
            // The library's own sum of probabilities rounds, so a count is right where it is right within a hair.
            Assert.True(Binomial.CDF(rate, (int)items, count) >= level - 1e-9);
            Assert.True(count == 0 || Binomial.CDF(rate, (int)items, count - 1) <= level + 1e-9);
        });

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(50, 0, 0)]
    [InlineData(50, 1, 50)]
    [InlineData(10_000_000, 1e-300, 0)]
    public void At_TheEdges_IsTheOnlyCount(long items, double rate, long count) => Assert.Equal(count, BinomialQuantile.At(items, rate, 0.5));

    [Fact]
    public void At_TheMiddleOfTenMillionItems_IsTheMean() => Assert.Equal(3_000_000, BinomialQuantile.At(10_000_000, 0.3, 0.5), 1.0);
}
