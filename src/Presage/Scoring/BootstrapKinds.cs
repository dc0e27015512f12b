using Presage.Laws;

namespace Presage.Scoring;

/// <summary>Draws how often each kind of row occurs: for rows that are alike in every column.</summary>
internal sealed class BootstrapKinds : IBootstrapDraw
{
    private readonly double[] _values;
    private readonly int[] _counts;
    private readonly int _rows;
    private readonly int _stride;

    private BootstrapKinds(double[] values, int[] counts, int rows, int stride) =>
        (_values, _counts, _rows, _stride) = (values, counts, rows, stride);

    /// <summary>The kinds, in the order of their values, so that the order of items does not matter.</summary>
    /// <returns>Null where there are too many.</returns>
    public static BootstrapKinds? Of(BootstrapRows rows, int mostKinds)
    {
        Dictionary<double[], int> kinds = new(ByValues.Instance);
        var lookup = kinds.GetAlternateLookup<ReadOnlySpan<double>>();
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<double> values = rows.Values.AsSpan(row * rows.Stride, rows.Stride);
            lookup[values] = lookup.TryGetValue(values, out int count) ? count + 1 : 1;
            if (kinds.Count > mostKinds)
                return null;
        }

        KeyValuePair<double[], int>[] ordered = [.. kinds.OrderBy(kind => kind.Key, ByValues.Instance)];
        return new BootstrapKinds([.. ordered.SelectMany(kind => kind.Key)], [.. ordered.Select(kind => kind.Value)], rows.Count, rows.Stride);
    }

    public void Add(Span<SplitMix64> randoms, Span<double> sums)
    {
        for (int replicate = 0; replicate < randoms.Length; replicate++)
        {
            Span<double> sum = sums.Slice(replicate * _stride, _stride);
            long draws = _rows, rows = _rows;
            for (int kind = 0; kind < _counts.Length && draws > 0; kind++)
            {
                long drawn = BinomialDraw.Next(draws, (double)_counts[kind] / rows, ref randoms[replicate]);
                for (int column = 0; column < sum.Length; column++)
                    sum[column] += drawn * _values[(kind * _stride) + column];
                draws -= drawn;
                rows -= _counts[kind];
            }
        }
    }

    private sealed class ByValues : IEqualityComparer<double[]>, IAlternateEqualityComparer<ReadOnlySpan<double>, double[]>, IComparer<double[]>
    {
        public static readonly ByValues Instance = new();

        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] values) => GetHashCode(values.AsSpan());

        public bool Equals(ReadOnlySpan<double> alternate, double[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<double> alternate)
        {
            HashCode hash = default;
            foreach (double value in alternate)
                hash.Add(value);
            return hash.ToHashCode();
        }

        public double[] Create(ReadOnlySpan<double> alternate) => alternate.ToArray();

        public int Compare(double[]? x, double[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
