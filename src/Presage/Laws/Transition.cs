using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>How one score of a ladder changes along it, for ladders with several seeds per rung.</summary>
/// <remarks>
/// <para>The curve is <see cref="MonotoneCurve"/> of the means over seeds. Widths and thresholds are along the positions, so in decades where these are log10 of compute.</para>
/// <para>
/// Intervals: percentiles of a bootstrap that draws each rung's seeds with replacement, deviations from their mean widened by sqrt(m / (m - 1)), m the seeds,
/// since a resample of few varies too little. The same seed draws the same runs for every score of a ladder, so that figures can be compared draw by draw.
/// All models answer the same items, whose choice is not in the intervals.
/// </para>
/// </remarks>
public sealed class Transition
{
    /// <summary>Draws where nothing else is said.</summary>
    public const int UsualDraws = 2000;

    private readonly MonotoneCurve _curve;
    private readonly ImmutableArray<MonotoneCurve> _draws;

    /// <summary>Estimates.</summary>
    /// <param name="positions">Shape [rungs]; increasing, such as log10 of compute.</param>
    /// <param name="runs">Shape [rungs][seeds]; one score's values, at least one per rung, in the same order of seeds for every score.</param>
    /// <param name="draws">Bootstrap draws, at least 1.</param>
    /// <param name="seed">Of the draws.</param>
    /// <exception cref="ArgumentException">Shapes differ, a rung has no value, or there are fewer than two rungs.</exception>
    public Transition(ImmutableArray<double> positions, ImmutableArray<ImmutableArray<double>> runs, int draws = UsualDraws, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        if (positions.Length != runs.Length || runs.Any(rung => rung.IsDefaultOrEmpty))
            throw new ArgumentException("There must be values at every position.", nameof(runs));
        _curve = new MonotoneCurve(positions.AsSpan(), [.. runs.Select(rung => rung.Average())]);
        _draws = runs.Any(rung => rung.Length < 2) ? [] : [.. Enumerable.Range(0, draws).Select(draw => Drawn(positions, runs, seed, draw))];
    }

    /// <summary>Shape [rungs]; the monotone curve of the means.</summary>
    public ImmutableArray<double> Curve => _curve.Values;

    /// <summary>From a tenth to nine tenths of the way between the first and the last score.</summary>
    public TransitionEstimate Width => TransitionEstimate.Of(_curve.Width(), [.. _draws.Select(draw => draw.Width())]);

    /// <summary>Where the score reaches a value.</summary>
    /// <param name="score">In the unit of the score.</param>
    public TransitionEstimate Threshold(double score) => TransitionEstimate.Of(_curve.Crossing(score), [.. _draws.Select(draw => draw.Crossing(score))]);

    private static MonotoneCurve Drawn(ImmutableArray<double> positions, ImmutableArray<ImmutableArray<double>> runs, long seed, int draw)
    {
        var random = new SplitMix64(seed, draw);
        var means = new double[runs.Length];
        for (int rung = 0; rung < means.Length; rung++)
        {
            ImmutableArray<double> values = runs[rung];
            double mean = values.Average(), sum = 0;
            for (int i = 0; i < values.Length; i++)
                sum += values[random.Below(values.Length)] - mean;
            means[rung] = mean + (sum / values.Length * Math.Sqrt(values.Length / (values.Length - 1.0)));
        }

        return new MonotoneCurve(positions.AsSpan(), means);
    }
}
