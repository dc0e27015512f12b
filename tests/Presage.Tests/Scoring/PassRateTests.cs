using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class PassRateTests
{
    // 1 - C(n - c, k)/C(n, k) for n = 200, c = 10, computed in whole numbers.
    [Theory]
    [InlineData(200, 10, 1, 0.05)]
    [InlineData(200, 10, 10, 0.408548)]
    [InlineData(200, 10, 100, 0.999229)]
    [InlineData(5, 0, 3, 0)]
    [InlineData(5, 3, 3, 1)]
    [InlineData(5, 5, 1, 1)]
    public void PassAtK_OfDraws_IsTheUnbiasedEstimate(long draws, long successes, long k, double expected) =>
        Assert.Equal(expected, PassAtK.Estimate(draws, successes, k), 6);

    [Fact]
    public void PassAtK_OfFewSuccessesInManyDraws_KeepsItsDigits()
    {
        // One success: k/n exactly.
        Assert.Equal(1e-3, PassAtK.Estimate(1_000_000_000, 1, 1_000_000), 1e-15);
        Assert.Equal(1e-9, PassAtK.Estimate(1_000_000_000, 1, 1), 1e-22);
        Assert.Equal(1e-17, PassAtK.Expected(1e-18, 10), 1e-30);
    }

    [Fact]
    public void PassAtK_OnAverage_IsWhatItEstimates() =>
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Double[0, 1]).Where((n, k, _) => k <= n).Sample((n, k, rate) =>
        {
            double mean = Enumerable.Range(0, n + 1).Sum(c => Choose(n, c) * Math.Pow(rate, c) * Math.Pow(1 - rate, n - c) * PassAtK.Estimate(n, c, k));
            return Math.Abs(mean - PassAtK.Expected(rate, k)) < 1e-10;
        });

    [Fact]
    public void PassAtK_WithMoreSuccessesOrDrawsAllowed_IsNotLower() =>
        Gen.Select(Gen.Int[2, 300], Gen.Int[0, 299], Gen.Int[1, 299]).Where((n, c, k) => c < n && k < n).Sample((n, c, k) =>
            PassAtK.Estimate(n, c, k) is >= 0 and <= 1
            && PassAtK.Estimate(n, c + 1, k) >= PassAtK.Estimate(n, c, k)
            && PassAtK.Estimate(n, c, k + 1) >= PassAtK.Estimate(n, c, k));

    [Fact]
    public void PassAtK_OutsideItsRange_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Estimate(5, 1, 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Estimate(5, 6, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Estimate(5, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Expected(1.1, 1));
    }

    // Sums over the negative binomial law: E[r/K]/p at p = 0.001.
    [Theory]
    [InlineData(1, 6.91)]
    [InlineData(2, 1.988)]
    [InlineData(10, 1.111)]
    public void SequentialPassRate_RatioOfSuccessesToDraws_IsTooHigh(long successes, double factor) =>
        Assert.Equal(factor, SequentialPassRate.MeanOfRatio(successes, 0.001) / 0.001, successes == 1 ? 2 : 3);

    [Fact]
    public void SequentialPassRate_MeanOfRatio_IsTheSumOverTheLaw() =>
        Gen.Select(Gen.Int[1, 8], Gen.Double[0.05, 1]).Sample((r, rate) =>
            Math.Abs(Law(r, rate).Sum(term => term.Probability * r / term.Draws) - SequentialPassRate.MeanOfRatio(r, rate)) < 1e-9, iter: 300);

    [Fact]
    public void SequentialPassRate_OnAverage_IsTheRate() =>
        Gen.Select(Gen.Int[2, 8], Gen.Double[0.05, 1], Gen.Int[1, 6]).Sample((r, rate, k) =>
            Math.Abs(Law(r, rate).Sum(term => term.Probability * SequentialPassRate.Estimate(r, term.Draws)!.Value) - rate) < 1e-9
            && Math.Abs(Law(r, rate).Sum(term => term.Probability * SequentialPassRate.PassAt(r, term.Draws, k)!.Value) - PassAtK.Expected(rate, k)) < 1e-9
            && SequentialPassRate.PassAt(r, r + 5, 1) is { } one && Math.Abs(one - SequentialPassRate.Estimate(r, r + 5)!.Value) < 1e-12, iter: 300);

    [Fact]
    public void SequentialPassRate_WithACap_IsTheRateOnAverage() =>
        Gen.Select(Gen.Int[2, 5], Gen.Int[1, 30], Gen.Double[0, 1]).Sample((stopAt, cap, rate) =>
        {
            double mean = 0;
            for (int draws = stopAt; draws <= cap; draws++)
                mean += Choose(draws - 1, stopAt - 1) * Math.Pow(rate, stopAt) * Math.Pow(1 - rate, draws - stopAt) * SequentialPassRate.EstimateWithCap(stopAt, draws, stopAt, cap);
            for (int successes = 0; successes < Math.Min(stopAt, cap + 1); successes++)
                mean += Choose(cap, successes) * Math.Pow(rate, successes) * Math.Pow(1 - rate, cap - successes) * SequentialPassRate.EstimateWithCap(successes, cap, stopAt, cap);
            return Math.Abs(mean - rate) < 1e-9;
        }, iter: 500);

    [Fact]
    public void SequentialPassRate_WithOneSuccess_HasNoEstimate()
    {
        Assert.Null(SequentialPassRate.Estimate(1, 50));
        Assert.Null(SequentialPassRate.PassAt(1, 50, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialPassRate.Estimate(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialPassRate.EstimateWithCap(1, 5, 2, 10));
    }

    [Fact]
    public void NormalizedPreferredScore_OfScores_IsZeroAtLowAndAHundredAtHigh()
    {
        Assert.Equal(0, NormalizedPreferredScore.Of(0.25, 0.25, 1));
        Assert.Equal(100, NormalizedPreferredScore.Of(1, 0.25, 1));
        Assert.Equal(-20, NormalizedPreferredScore.Of(0.1, 0.25, 1), 12);
        Assert.Equal(75, NormalizedPreferredScore.Of(1, 4, 0));
        Assert.Throws<ArgumentException>(() => NormalizedPreferredScore.Of(1, 1, 1));
        Assert.Throws<ArgumentException>(() => NormalizedPreferredScore.Of(double.NaN, 0, 1));
    }

    private static IEnumerable<(int Draws, double Probability)> Law(int successes, double rate)
    {
        double probability = Math.Pow(rate, successes);
        for (int draws = successes; draws < 4000; draws++)
        {
            yield return (draws, probability);
            probability *= (1 - rate) * draws / (draws - successes + 1);
        }
    }

    private static double Choose(int n, int k)
    {
        double ways = 1;
        for (int i = 1; i <= k; i++)
            ways = ways * (n - k + i) / i;
        return ways;
    }
}
