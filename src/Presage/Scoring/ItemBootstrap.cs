using System.Collections.Immutable;
using Presage.Laws;

namespace Presage.Scoring;

/// <summary>Draws items with replacement, as many as there are, and takes the means of all columns over them, many times.</summary>
/// <remarks>
/// <para>
/// Efron 1979; clusters of items are drawn whole (Davison and Hinkley 1997, section 3.8), and the mean of a draw is then over the items it holds.
/// Columns are models
/// or metrics on the same items: every draw serves all of them.
/// </para>
/// <para>
/// Both ways of drawing give exactly the multinomial law of the plain loop over items. Items that are alike in every column are interchangeable,
/// so that where few
/// kinds occur (right or wrong, say) the number of draws of each kind is drawn: a binomial number each. Otherwise the number of draws in each
/// block of items is
/// drawn so, and the items within a block one by one, by a few random bits each. Randomness depends on the seed and the replicate alone, not on
/// threads.
/// </para>
/// </remarks>
public static class ItemBootstrap
{
    // Above this, drawing items is faster than drawing kinds.
    private const int MostKinds = 64;

    // Replicates that one table of a block serves while it is in the processor's nearest cache.
    private const int Batch = 64;

    /// <summary>Draws items.</summary>
    /// <param name="columns">Shape [columns][items]; finite scores, the same items in the same order in each column.</param>
    /// <param name="replicates">How often to draw, at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="degreeOfParallelism">Threads, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There are no columns or items, their numbers differ, or a score is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Replicates or threads below 1.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static BootstrapMeans Run(
        ImmutableArray<ImmutableArray<double>> columns, int replicates, long seed, int degreeOfParallelism, CancellationToken cancellationToken) =>
        Run(BootstrapRows.OfItems(columns), replicates, seed, degreeOfParallelism, cancellationToken);

    /// <summary>Draws clusters of items.</summary>
    /// <param name="columns">Shape [columns][items]; finite scores, the same items in the same order in each column.</param>
    /// <param name="clusters">Shape [items]; equal numbers for items of one passage.</param>
    /// <param name="replicates">How often to draw, at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="degreeOfParallelism">Threads, at least 1. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="ArgumentException">There are no columns or items, their numbers differ, or a score is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Replicates or threads below 1.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static BootstrapMeans RunClusters(
        ImmutableArray<ImmutableArray<double>> columns,
        ImmutableArray<int> clusters,
        int replicates,
        long seed,
        int degreeOfParallelism,
        CancellationToken cancellationToken) =>
        Run(BootstrapRows.OfClusters(columns, clusters), replicates, seed, degreeOfParallelism, cancellationToken);

    private static BootstrapMeans Run(BootstrapRows rows, int replicates, long seed, int degreeOfParallelism, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        double[][] means = [.. Enumerable.Range(0, rows.Columns).Select(_ => new double[replicates])];
        IBootstrapDraw draw = BootstrapKinds.Of(rows, MostKinds) is { } kinds ? kinds : new BootstrapBlocks(rows);
        int batches = (int)(((long)replicates + Batch - 1) / Batch);
        Parallel.For(0, batches, new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = cancellationToken }, batch =>
        {
            int first = batch * Batch, count = Math.Min(Batch, replicates - first), stride = rows.Stride;
            Span<SplitMix64> randoms = new SplitMix64[count];
            for (int i = 0; i < count; i++)
                randoms[i] = new SplitMix64(seed, first + i);
            double[] sums = new double[count * stride];
            draw.Add(randoms, sums);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<double> sum = sums.AsSpan(i * stride, stride);
                double items = rows.WeightColumn is { } weight ? sum[weight] : rows.Count;
                for (int column = 0; column < means.Length; column++)
                    means[column][first + i] = sum[column] / items;
            }
        });
        return new BootstrapMeans(rows.Means(), [.. means.Select(column => ImmutableArray.Create(column))]);
    }
}
