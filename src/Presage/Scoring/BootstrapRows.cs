using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>What is drawn: one row per item, or one per cluster with the sums over its items and their number.</summary>
internal sealed class BootstrapRows
{
    // Rows are summed four columns at a time.
    private const int Lanes = 4;

    private BootstrapRows(int count, int columns, bool weighted)
    {
        Count = count;
        Columns = columns;
        int width = columns + (weighted ? 1 : 0);
        WeightColumn = weighted ? columns : null;
        Stride = width == 1 ? 1 : (width + Lanes - 1) / Lanes * Lanes;
        Values = new double[count * Stride];
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Columns whose means are asked for.</summary>
    public int Columns { get; }

    /// <summary>The column that holds the number of items of a row; null where each row is one.</summary>
    public int? WeightColumn { get; }

    /// <summary>Numbers per row; those beyond the columns are 0.</summary>
    public int Stride { get; }

    /// <summary>Shape [rows, stride].</summary>
    public double[] Values { get; }

    public static BootstrapRows OfItems(ImmutableArray<ImmutableArray<double>> columns)
    {
        int items = Check(columns);
        BootstrapRows rows = new(items, columns.Length, weighted: false);
        for (int column = 0; column < columns.Length; column++)
        {
            for (int item = 0; item < items; item++)
                rows.Values[(item * rows.Stride) + column] = columns[column][item];
        }

        return rows;
    }

    public static BootstrapRows OfClusters(ImmutableArray<ImmutableArray<double>> columns, ImmutableArray<int> clusters)
    {
        int items = Check(columns);
        if (clusters.Length != items)
            throw new ArgumentException($"There are {items} items and {clusters.Length} cluster numbers.", nameof(clusters));
        Dictionary<int, int> index = [];
        foreach (int cluster in clusters)
            index.TryAdd(cluster, index.Count);
        BootstrapRows rows = new(index.Count, columns.Length, weighted: true);
        for (int item = 0; item < items; item++)
        {
            int begin = index[clusters[item]] * rows.Stride;
            for (int column = 0; column < columns.Length; column++)
                rows.Values[begin + column] += columns[column][item];
            rows.Values[begin + columns.Length]++;
        }

        return rows;
    }

    /// <summary>Shape [columns]: over all rows, each once.</summary>
    public ImmutableArray<double> Means()
    {
        double[] sums = new double[Stride];
        for (int i = 0; i < Values.Length; i++)
            sums[i % Stride] += Values[i];
        double items = WeightColumn is { } weight ? sums[weight] : Count;
        return [.. sums.Take(Columns).Select(sum => sum / items)];
    }

    private static int Check(ImmutableArray<ImmutableArray<double>> columns)
    {
        if (columns.IsDefaultOrEmpty || columns[0].IsDefaultOrEmpty)
            throw new ArgumentException("There are no scores.", nameof(columns));
        int items = columns[0].Length;
        foreach (ImmutableArray<double> column in columns)
        {
            if (column.Length != items)
                throw new ArgumentException($"Columns hold {items} and {column.Length} items; they must hold the same.", nameof(columns));
            if (column.Any(score => !double.IsFinite(score)))
                throw new ArgumentException("A score is not a finite number.", nameof(columns));
        }

        return items;
    }
}
