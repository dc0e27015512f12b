namespace Presage.Forecasts;

/// <summary>How good some rolling forecasts were. Errors are in units of each series: its metric's range, or the spread of an open-ended metric.</summary>
public sealed record BacktestFigures
{
    /// <summary>Mean absolute error of the combined prediction.</summary>
    public required ClusteredMean AbsoluteError { get; init; }

    /// <summary>Median absolute error.</summary>
    public required double MedianAbsoluteError { get; init; }

    /// <summary>Mean continuous ranked probability score.</summary>
    public required ClusteredMean Crps { get; init; }

    /// <summary>Share of observations inside the 50 % interval.</summary>
    public required ClusteredMean Coverage50 { get; init; }

    /// <summary>Share of observations inside the 80 % interval.</summary>
    public required ClusteredMean Coverage80 { get; init; }

    /// <summary>Share of observations inside the 90 % interval.</summary>
    public required ClusteredMean Coverage90 { get; init; }

    /// <summary>Median width of the 80 % interval.</summary>
    public required double MedianWidth80 { get; init; }

    /// <summary>Forecasts.</summary>
    public int Forecasts => AbsoluteError.Count;

    /// <summary>Whether the observations contradict the 80 % interval: its share lies outside the clustered 95 % interval of what was seen.</summary>
    public bool Contradicts80 => Coverage80.Upper < 0.8 || Coverage80.Lower > 0.8;

    internal static BacktestFigures Of(IReadOnlyList<BacktestRow> rows, Func<BacktestRow, string> cluster)
    {
        return new BacktestFigures
        {
            AbsoluteError = Mean(row => row.Error, double.PositiveInfinity),
            MedianAbsoluteError = Median([.. rows.Select(row => row.Error)]),
            Crps = Mean(row => row.Crps, double.PositiveInfinity),
            Coverage50 = Mean(row => row.Covered.Half ? 1 : 0, 1),
            Coverage80 = Mean(row => row.Covered.Eighty ? 1 : 0, 1),
            Coverage90 = Mean(row => row.Covered.Ninety ? 1 : 0, 1),
            MedianWidth80 = Median([.. rows.Select(row => row.Width)]),
        };

        ClusteredMean Mean(Func<BacktestRow, double> of, double maximum) => ClusteredMean.Of([.. rows.Select(row => (cluster(row), of(row)))], 0, maximum);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
