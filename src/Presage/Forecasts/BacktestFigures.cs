using Presage.Proportions;

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

    /// <summary>Whether the observations contradict the 80 % interval: 0.8 lies outside the 95 % interval of what was seen.</summary>
    /// <remarks>With one cluster there is no clustered interval; the exact binomial one of the forecasts stands in.</remarks>
    public bool Contradicts80 => Interval80 is var (lower, upper) && (upper < 0.8 || lower > 0.8);

    /// <summary>The 95 % interval that judges the 80 % interval: clustered, or below two clusters Clopper and Pearson's (1934) over the forecasts.</summary>
    internal (double Lower, double Upper) Interval80 => Coverage80 is { Lower: { } lower, Upper: { } upper }
        ? (lower, upper)
        : BinomialInterval.ClopperPearson(Math.Round(Coverage80.Value * Coverage80.Count), Coverage80.Count) is var exact ? (exact.Lower, exact.Upper) : (0, 1);

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
