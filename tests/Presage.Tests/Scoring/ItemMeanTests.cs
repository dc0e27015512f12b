using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class ItemMeanTests
{
    private static readonly Gen<double[]> Scores = Gen.Double[-3, 3].Array[2, 40];

    [Fact]
    public void ItemMean_OfRightAndWrongItems_HasTheBinomialError()
    {
        ItemMean mean = ItemMean.Of([1, 0, 0, 1, 0]);
        Assert.Equal(0.4, mean.Mean, 15);
        // sqrt(p (1 - p)/(n - 1))
        Assert.Equal(Math.Sqrt(0.24 / 4), mean.StandardError!.Value, 15);
        Assert.Null(ItemMean.Of([1]).StandardError);
        Assert.Throws<ArgumentException>(() => ItemMean.Of([]));
        Assert.Throws<ArgumentException>(() => ItemMean.Of([1, double.NaN]));
    }

    // Miller 2024, section 2.2, written out: s^2 + n^-2 sum over c of the sum over i, j in c, i not j.
    [Fact]
    public void ItemMean_OfClusters_IsMillersFormula() =>
        Scores.SelectMany(scores => Gen.Int[0, 6].Array[scores.Length].Select(clusters => (scores, clusters))).Sample(given =>
        {
            (double[] x, int[] c) = given;
            ItemMean mean = ItemMean.OfClusters(x, c);
            if (c.Distinct().Count() < 2)
                return mean.StandardError is null;
            double centre = x.Average(), n = x.Length;
            double variance = x.Sum(score => (score - centre) * (score - centre)) / ((n - 1) * n);
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < x.Length; j++)
                    variance += i != j && c[i] == c[j] ? (x[i] - centre) * (x[j] - centre) / (n * n) : 0;
            }

            return Math.Abs((mean.StandardError!.Value * mean.StandardError.Value) - variance) < 1e-9 && mean.Clusters == c.Distinct().Count();
        });

    [Fact]
    public void ItemMean_WithEachItemItsOwnCluster_IsThatOfItems() =>
        Scores.Sample(scores => Math.Abs(ItemMean.OfClusters(scores, [.. Enumerable.Range(0, scores.Length)]).StandardError!.Value - ItemMean.Of(scores).StandardError!.Value) < 1e-9);

    [Fact]
    public void ItemMean_OfItemsThatRepeat_WidensWithClusters()
    {
        double[] repeated = [1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0];
        int[] passages = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4];
        // Four independent answers: near sqrt(1/4 / 4).
        Assert.Equal(0.25, ItemMean.OfClusters(repeated, passages).StandardError!.Value, 2);
        Assert.True(ItemMean.Of(repeated).StandardError < 0.16);
    }

    [Fact]
    public void ItemMean_OfDifferences_CancelsWhatItemsShare()
    {
        double[] first = [1, 5, 9, 13], second = [0.5, 4.5, 8.5, 12.5];
        ItemMean difference = ItemMean.OfDifferences(first, second);
        Assert.Equal(0.5, difference.Mean);
        Assert.Equal(0, difference.StandardError);
        Assert.Equal(0, ItemMean.OfDifferences(first, second, [1, 1, 2, 2]).StandardError);
        Assert.Throws<ArgumentException>(() => ItemMean.OfDifferences(first, [1]));
    }

    [Fact]
    public void ItemMean_InAnyOrder_IsTheSame() =>
        Scores.Sample(scores => Math.Abs(ItemMean.Of([.. scores.Reverse()]).StandardError!.Value - ItemMean.Of(scores).StandardError!.Value) < 1e-12);
}
