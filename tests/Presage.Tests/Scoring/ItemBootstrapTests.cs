using System.Collections.Immutable;
using Presage.Laws;
using Presage.Proportions;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class ItemBootstrapTests
{
    // Short and whole blocks, of 1,024 items alone and 256 otherwise, and right-or-wrong scores, which are drawn by kind.
    public static TheoryData<int, bool, int> Cases => new() { { 100, false, 1 }, { 1024, false, 1 }, { 1500, false, 1 }, { 256, false, 3 }, { 700, false, 3 }, { 700, false, 6 }, { 700, true, 1 }, { 700, true, 2 } };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bootstrap_OfItems_HasTheMomentsOfTheMultinomialLaw(int items, bool rightOrWrong, int columns)
    {
        const int replicates = 20_000;
        ImmutableArray<ImmutableArray<double>> scores = Scores(items, rightOrWrong, columns);
        BootstrapMeans means = ItemBootstrap.Run(scores, replicates, seed: 3, degreeOfParallelism: 2, TestContext.Current.CancellationToken);
        for (int column = 0; column < columns; column++)
        {
            // The law of the plain loop: mean that of the items, variance sum (x - mean)^2/n^2. Five standard errors of each.
            double mean = scores[column].Average();
            double deviation = Math.Sqrt(scores[column].Sum(score => (score - mean) * (score - mean))) / items;
            Assert.Equal(mean, means.Estimates[column], 12);
            Assert.Equal(mean, means.Replicates[column].Average(), 5 * deviation / Math.Sqrt(replicates));
            Assert.Equal(deviation, means.StandardError(column)!.Value, 5 * deviation / Math.Sqrt(2 * replicates));
            Assert.Equal(0, Skewness(means.Replicates[column]) - (Skewness(scores[column]) / Math.Sqrt(items)), 5 * Math.Sqrt(6.0 / replicates));
        }
    }

    [Fact]
    public void Bootstrap_OfItems_DrawsEachItemAlikeOften()
    {
        // One column per item marks it: every item is drawn as often on average, and once with the binomial spread.
        const int items = 300, replicates = 4000;
        foreach (int marked in new[] { 0, 255, 256, 299 })
        {
            // Noise in a second column keeps the items apart, so that they are drawn one by one.
            ImmutableArray<double> mark = [.. Enumerable.Range(0, items).Select(item => item == marked ? 1.0 : 0)];
            BootstrapMeans means = ItemBootstrap.Run([mark, Scores(items, false, 1)[0]], replicates, 5, 1, TestContext.Current.CancellationToken);
            double[] draws = [.. means.Replicates[0].Select(mean => mean * items)];
            Assert.Equal(1, draws.Average(), 5 / Math.Sqrt(replicates));
            Assert.Equal(Math.Exp(-1), draws.Count(count => Math.Round(count) == 0) / (double)replicates, 5 * 0.5 / Math.Sqrt(replicates));
        }
    }

    [Fact]
    public void Bootstrap_AtAnyThreadCount_IsBitIdentical()
    {
        foreach (bool rightOrWrong in new[] { true, false })
        {
            ImmutableArray<ImmutableArray<double>> scores = Scores(600, rightOrWrong, 2);
            BootstrapMeans one = ItemBootstrap.Run(scores, 1000, 9, 1, TestContext.Current.CancellationToken);
            BootstrapMeans three = ItemBootstrap.Run(scores, 1000, 9, 3, TestContext.Current.CancellationToken);
            BootstrapMeans fewer = ItemBootstrap.Run(scores, 130, 9, 1, TestContext.Current.CancellationToken);
            Assert.Equal(one.Replicates[0], three.Replicates[0]);
            Assert.Equal(one.Replicates[1], three.Replicates[1]);
            // A replicate depends on the seed and its number alone.
            Assert.Equal(one.Replicates[0].Take(130), fewer.Replicates[0]);
            Assert.NotEqual(one.Replicates[0], ItemBootstrap.Run(scores, 1000, 10, 1, TestContext.Current.CancellationToken).Replicates[0]);
        }
    }

    [Fact]
    public void Bootstrap_OfTwoColumns_PairsThem()
    {
        ImmutableArray<double> first = Scores(500, false, 1)[0], second = [.. first.Select(score => score - 0.25)];
        BootstrapMeans means = ItemBootstrap.Run([first, second], 500, 1, 1, TestContext.Current.CancellationToken);
        Assert.Equal(0, means.DifferenceStandardError(0, 1)!.Value, 12);
        ConfidenceInterval interval = means.DifferenceInterval(0, 1, 0.95);
        Assert.Equal(0.25, interval.Lower, 10);
        Assert.Equal(0.25, interval.Upper, 10);
        Assert.True(means.StandardError(0) > 0.01);
        Assert.Null(ItemBootstrap.Run([first], 1, 1, 1, TestContext.Current.CancellationToken).StandardError(0));
    }

    [Fact]
    public void Bootstrap_OfClusters_AgreesWithTheClusteredError()
    {
        Random random = new(2);
        int[] clusters = [.. Enumerable.Range(0, 900).Select(item => item / 5)];
        double[] shared = [.. Enumerable.Range(0, 180).Select(_ => random.NextDouble())];
        double[] scores = [.. clusters.Select(cluster => shared[cluster] + (0.1 * random.NextDouble()))];
        BootstrapMeans means = ItemBootstrap.RunClusters([[.. scores]], [.. clusters], 10_000, 4, 1, TestContext.Current.CancellationToken);
        double expected = ItemMean.OfClusters(scores, clusters).StandardError!.Value;
        Assert.Equal(scores.Average(), means.Estimates[0], 12);
        Assert.Equal(1, means.StandardError(0)!.Value / expected, 0.04);
        Assert.True(ItemMean.Of(scores).StandardError < 0.6 * expected);
    }

    [Fact]
    public void Bootstrap_OfRightAndWrongItems_CoversAsTheBinomialDoes()
    {
        ImmutableArray<double> scores = [.. Enumerable.Range(0, 1000).Select(item => item < 300 ? 1.0 : 0)];
        ConfidenceInterval interval = ItemBootstrap.Run([scores], 50_000, 6, 1, TestContext.Current.CancellationToken).Interval(0, 0.95);
        // SciPy 1.10.1, binom.ppf([0.025, 0.975], 1000, 0.3)/1000.
        Assert.Equal(0.272, interval.Lower, 0.0011);
        Assert.Equal(0.329, interval.Upper, 0.0011);
    }

    [Fact]
    public void Bootstrap_OfBadInput_Throws()
    {
        CancellationToken none = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentException>(() => ItemBootstrap.Run([], 10, 1, 1, none));
        Assert.Throws<ArgumentException>(() => ItemBootstrap.Run([[]], 10, 1, 1, none));
        Assert.Throws<ArgumentException>(() => ItemBootstrap.Run([[1, 2], [1]], 10, 1, 1, none));
        Assert.Throws<ArgumentException>(() => ItemBootstrap.Run([[1, double.NaN]], 10, 1, 1, none));
        Assert.Throws<ArgumentException>(() => ItemBootstrap.RunClusters([[1, 2]], [1], 10, 1, 1, none));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemBootstrap.Run([[1, 2]], 0, 1, 1, none));
        Assert.Throws<ArgumentOutOfRangeException>(() => ItemBootstrap.Run([[1, 2]], 10, 1, 0, none));
    }

    // Both ways of drawing, means from far below 1 to far above, and shares beyond a half.
    [Theory]
    [InlineData(20, 0.1)]
    [InlineData(40, 0.25)]
    [InlineData(40, 0.5)]
    [InlineData(1000, 0.03)]
    [InlineData(1000, 0.97)]
    [InlineData(10_000, 0.0256)]
    public void BinomialDraw_OfManyNumbers_FollowsTheLaw(int trials, double probability)
    {
        const int draws = 200_000;
        SplitMix64 random = new(7, trials);
        int[] counts = new int[trials + 1];
        for (int draw = 0; draw < draws; draw++)
            counts[BinomialDraw.Next(trials, probability, ref random)]++;
        double statistic = 0, expectedPooled = 0, seenPooled = 0;
        int cells = 0;
        for (int k = 0; k <= trials; k++)
        {
            expectedPooled += draws * MathNet.Numerics.Distributions.Binomial.PMF(probability, trials, k);
            seenPooled += counts[k];
            if (expectedPooled < 20 && k < trials)
                continue;
            if (expectedPooled >= 5)
            {
                statistic += (seenPooled - expectedPooled) * (seenPooled - expectedPooled) / expectedPooled;
                cells++;
            }

            expectedPooled = seenPooled = 0;
        }

        // The seed is fixed; a chi-squared beyond its 0.9999 quantile would show a wrong law.
        Assert.InRange(statistic, 0, MathNet.Numerics.Distributions.ChiSquared.InvCDF(cells - 1, 0.9999));
    }

    private static ImmutableArray<ImmutableArray<double>> Scores(int items, bool rightOrWrong, int columns)
    {
        Random random = new(items + columns);
        return [.. Enumerable.Range(0, columns).Select(_ => Enumerable.Range(0, items).Select(_ => rightOrWrong ? random.Next(2) : -Math.Log(1 - random.NextDouble())).ToImmutableArray())];
    }

    private static double Skewness(ImmutableArray<double> values)
    {
        double mean = values.Average(), variance = values.Average(value => (value - mean) * (value - mean));
        return values.Average(value => Math.Pow(value - mean, 3)) / Math.Pow(variance, 1.5);
    }
}
