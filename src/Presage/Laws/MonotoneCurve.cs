using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>The monotone curve nearest to scores along a ladder: isotonic regression (Ayer et al. 1955), straight between rungs.</summary>
/// <remarks>It rises or falls as its last score lies above or below its first.</remarks>
public sealed class MonotoneCurve
{
    private readonly double[] _positions;
    private readonly double[] _values;

    /// <summary>Fits.</summary>
    /// <param name="positions">Shape [rungs]; increasing, finite; at least two.</param>
    /// <param name="scores">Shape [rungs]; finite.</param>
    /// <exception cref="ArgumentException">Shapes differ, there are fewer than two rungs, or the positions do not increase.</exception>
    public MonotoneCurve(ReadOnlySpan<double> positions, ReadOnlySpan<double> scores)
    {
        if (positions.Length != scores.Length || positions.Length < 2)
            throw new ArgumentException($"There are {positions.Length} positions and {scores.Length} scores; there must be as many, and at least two.", nameof(scores));
        for (int i = 1; i < positions.Length; i++)
        {
            if (!(positions[i] > positions[i - 1]))
                throw new ArgumentException("Positions must increase.", nameof(positions));
        }

        _positions = positions.ToArray();
        double sign = scores[^1] < scores[0] ? -1 : 1;
        _values = Increasing(scores, sign);
        Rises = sign > 0;
    }

    /// <summary>Whether it rises.</summary>
    public bool Rises { get; }

    /// <summary>Shape [rungs]; the curve at the rungs.</summary>
    public ImmutableArray<double> Values => [.. _values];

    /// <summary>Where the curve first reaches a score.</summary>
    /// <param name="score">A score.</param>
    /// <returns>A position; null where the curve begins beyond the score, or ends before it.</returns>
    public double? Crossing(double score)
    {
        double sign = Rises ? 1 : -1;
        if (sign * _values[0] > sign * score || sign * _values[^1] < sign * score)
            return null;
        int after = Array.FindIndex(_values, value => sign * value >= sign * score);
        if (after == 0)
            return _positions[0];
        double share = (score - _values[after - 1]) / (_values[after] - _values[after - 1]);
        return _positions[after - 1] + (share * (_positions[after] - _positions[after - 1]));
    }

    /// <summary>Distance from where a tenth of the way from the first to the last score is done to where nine tenths are; null for a flat curve.</summary>
    public double? Width()
    {
        double first = _values[0], way = _values[^1] - first;
        return way == 0 ? null : Crossing(first + (0.9 * way)) - Crossing(first + (0.1 * way));
    }

    // Pools adjacent violators.
    private static double[] Increasing(ReadOnlySpan<double> scores, double sign)
    {
        var pools = new List<(double Sum, int Count)>(scores.Length);
        foreach (double score in scores)
        {
            (double Sum, int Count) pool = (sign * score, 1);
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Count >= pool.Sum / pool.Count)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Count + pools[^1].Count);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return [.. pools.SelectMany(pool => Enumerable.Repeat(sign * pool.Sum / pool.Count, pool.Count))];
    }
}
