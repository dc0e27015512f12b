using System.Collections.Immutable;
using Presage.Proportions;

namespace Presage.Laws;

/// <summary>The law L(N, D) refitted to points drawn with replacement: the sampling distribution of its coefficients and of all that follows from them.</summary>
/// <remarks>
/// Each refit begins at the law of the full fit. On the points of Besiroglu et al. (2024) 31 further starts change none of 4,000 refits;
/// with the scale estimated, 11 further starts change 3 of 400, by 0.001 in an exponent.
/// Points are drawn as if independent. The points of one training run are not, and then the intervals are too narrow.
/// </remarks>
public sealed class ChinchillaBootstrap
{
    private ChinchillaBootstrap(ImmutableArray<ChinchillaLaw> laws, int failed, long seed) => (Laws, Failed, Seed) = (laws, failed, seed);

    /// <summary>The refitted laws, in the order of the draws.</summary>
    public ImmutableArray<ChinchillaLaw> Laws { get; }

    /// <summary>Draws without a fit: fewer than six different points, or points that do not determine the coefficients.</summary>
    public int Failed { get; }

    /// <summary>All draws, with a fit or without.</summary>
    public int Draws => Laws.Length + Failed;

    /// <summary>What the draws follow from.</summary>
    public long Seed { get; }

    /// <summary>Draws points with replacement and refits the law.</summary>
    /// <param name="points">The points of the full fit.</param>
    /// <param name="fit">The full fit.</param>
    /// <param name="options">How the full fit was made; its starts are not used.</param>
    /// <param name="draws">At least 1; 4,000 in Besiroglu et al. (2024).</param>
    /// <param name="seed">The same seed gives the same draws.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. The result is the same for any number.</param>
    /// <param name="cancellation">Stops between draws.</param>
    /// <exception cref="ArgumentException">The fit is of another law or of other points.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no draws, or the degree of parallelism is below 1.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ChinchillaBootstrap Run(
        ImmutableArray<LossPoint> points, FitOutcome.Converged fit, ChinchillaOptions options, int draws, long seed, int degreeOfParallelism, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        ChinchillaLaw start = ChinchillaLaw.From(fit);
        if (fit.Residuals.Length != points.Length)
            throw new ArgumentException($"The fit is of {fit.Residuals.Length} points, not of these {points.Length}.", nameof(fit));

        ChinchillaObjective full = new(points, options.HuberDelta);
        ChinchillaLaw?[] laws = new ChinchillaLaw?[draws];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = cancellation };
        Parallel.For(0, draws, parallel, draw => laws[draw] = Refit(full, points.Length, [start], options.ScaleEstimated, seed, draw));

        ImmutableArray<ChinchillaLaw> fitted = [.. laws.OfType<ChinchillaLaw>()];
        return new ChinchillaBootstrap(fitted, draws - fitted.Length, seed);
    }

    /// <summary>One draw's law: the lowest minimum of the given starts; null where there is none.</summary>
    internal static ChinchillaLaw? Refit(ChinchillaObjective full, int points, ReadOnlySpan<ChinchillaLaw> starts, bool scaleEstimated, long seed, int draw)
    {
        int[] counts = new int[points];
        SplitMix64 random = new(seed, draw);
        for (int i = 0; i < points; i++)
            counts[random.Below(points)]++;
        ChinchillaObjective drawn = full.Resampled(counts);
        if (counts.Count(count => count > 0) <= ChinchillaObjective.Coordinates || drawn.Confounding is not null)
            return null;

        ChinchillaMinimum best = default;
        for (int i = 0; i < starts.Length; i++)
        {
            ChinchillaMinimum end = scaleEstimated ? drawn.MinimiseWithScale(starts[i]) : drawn.Minimise(starts[i]);
            if (i == 0 || end.Objective < best.Objective)
                best = end;
        }

        return best.Converged && double.IsFinite(best.Objective) ? drawn.TryLaw(best) : null;
    }

    /// <summary>The 95 % percentile interval of a quantity that follows from the law.</summary>
    /// <param name="quantity">The quantity; null or not finite where a law gives none.</param>
    /// <returns>
    /// From the 0.025 to the 0.975 quantile, interpolated between draws. Draws without a fit or without the quantity count as beyond both ends, so that they
    /// widen the interval; null where more of them than a tail holds leave an end unknown.
    /// </returns>
    public ConfidenceInterval? Interval(Func<ChinchillaLaw, double?> quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        double[] values = [.. Values(quantity).Order()];
        int missing = Draws - values.Length;
        double place = 0.025 * (Draws - 1);
        if (values.Length == 0 || (int)place < missing)
            return null;
        return new ConfidenceInterval(At(values, place - missing), At(values, Draws - 1 - place));
    }

    /// <summary>The standard deviation, over the draws that have it, of a quantity that follows from the law.</summary>
    /// <param name="quantity">The quantity; null or not finite where a law gives none.</param>
    /// <returns>Null where <see cref="Interval"/> is, or fewer than two draws have the quantity.</returns>
    public double? StandardError(Func<ChinchillaLaw, double?> quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        double[] values = [.. Values(quantity)];
        if (values.Length < 2 || Interval(quantity) is null)
            return null;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private IEnumerable<double> Values(Func<ChinchillaLaw, double?> quantity) =>
        Laws.Select(quantity).OfType<double>().Where(double.IsFinite);

    private static double At(double[] ordered, double place)
    {
        int below = (int)place;
        return below + 1 < ordered.Length ? ordered[below] + ((place - below) * (ordered[below + 1] - ordered[below])) : ordered[below];
    }
}
