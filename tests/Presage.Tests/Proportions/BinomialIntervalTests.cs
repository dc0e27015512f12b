using CsCheck;
using Presage.Proportions;

namespace Presage.Tests.Proportions;

public sealed class BinomialIntervalTests
{
    // Brown, Cai and DasGupta (2001) conventions; figures recomputed from the closed forms and the Beta quantiles.
    public static TheoryData<int, int, double, double, double, double, double, double> Published => new()
    {
        { 0, 100, 0, .036993, 0, .036217, 0, .024745 },
        { 0, 1000, 0, .003827, 0, .003682, 0, .002508 },
        { 1, 1000, .000177, .005643, .000025, .005559, .000108, .004664 },
        { 5, 10000, .000214, .001170, .000162, .001166, .000191, .001096 },
        { 250, 1000, .224153, .277760, .223430, .278050, .223911, .277534 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Intervals_PublishedCounts_PublishedLimits(
        int k, int n, double wilsonLower, double wilsonUpper, double exactLower, double exactUpper, double jeffreysLower, double jeffreysUpper)
    {
        AssertInterval(wilsonLower, wilsonUpper, BinomialInterval.Wilson(k, n));
        AssertInterval(exactLower, exactUpper, BinomialInterval.ClopperPearson(k, n));
        AssertInterval(jeffreysLower, jeffreysUpper, BinomialInterval.Jeffreys(k, n));
    }

    [Fact]
    public void ClopperPearsonUpper_NoSuccessInThousand_IsTheRuleOfThree() =>
        Assert.Equal(.002991, BinomialInterval.ClopperPearsonUpper(0, 1000), 6);

    // SciPy 1.10, scipy.stats.beta.ppf.
    [Theory]
    [InlineData(1_500_000, 3_000_000, 0.4994340406947279, 0.500565959305272)]
    [InlineData(5, 3_000_000, 5.411623443861498e-07, 3.889439703758409e-06)]
    [InlineData(300_000, 3_000_000, 0.09966074377832743, 0.10034002853900287)]
    public void ClopperPearson_MillionsOfSamples_KeepsRelativePrecision(int k, int n, double lower, double upper)
    {
        ConfidenceInterval interval = BinomialInterval.ClopperPearson(k, n);
        Assert.Equal(1, interval.Lower / lower, 7);
        Assert.Equal(1, interval.Upper / upper, 7);
    }

    [Fact]
    public void Intervals_AnyCount_HoldTheRateAndMirror() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 3000]).Where((k, n) => k <= n).Sample((k, n) =>
        {
            foreach (var method in new Func<double, double, double, ConfidenceInterval>[]
                { BinomialInterval.Wilson, BinomialInterval.Jeffreys, BinomialInterval.ClopperPearson })
            {
                ConfidenceInterval interval = method(k, n, .95), mirrored = method(n - k, n, .95);
                double rate = (double)k / n;
                Assert.InRange(interval.Lower, 0, rate);
                Assert.InRange(interval.Upper, rate, 1);
                Assert.Equal(1 - interval.Upper, mirrored.Lower, 9);
            }
        }, iter: 300);

    [Theory]
    [InlineData(20, .01)]
    [InlineData(100, .001)]
    [InlineData(250, .25)]
    public void ClopperPearson_EveryOutcome_CoversAtLeastNominally(int n, double rate)
    {
        double covered = 0;
        for (int k = 0; k <= n; k++)
        {
            ConfidenceInterval interval = BinomialInterval.ClopperPearson(k, n);
            if (interval.Lower <= rate && rate <= interval.Upper)
                covered += MathNet.Numerics.Distributions.Binomial.PMF(rate, n, k);
        }

        Assert.InRange(covered, .95, 1.0000001);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(11, 10)]
    [InlineData(0, 0)]
    [InlineData(double.NaN, 10)]
    [InlineData(1, double.NaN)]
    public void Wilson_ImpossibleCounts_Throws(double k, double n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.Wilson(k, n));

    private static void AssertInterval(double lower, double upper, ConfidenceInterval interval)
    {
        Assert.Equal(lower, interval.Lower, 6);
        Assert.Equal(upper, interval.Upper, 6);
    }
}
