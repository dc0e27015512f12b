using System.Collections.Immutable;
using Presage.Curves;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>What <c>presage forecast</c>, <c>backtest</c> and <c>freeze</c> say: the forecasts of every series at one target, and the backtest.</summary>
public sealed record ForecastReport
{
    /// <summary>The JSON schema's name.</summary>
    public const string Schema = "presage.forecast/1";

    /// <summary>What was read, in the order of reading.</summary>
    public required ImmutableArray<InputReport> Inputs { get; init; }

    /// <summary>The target.</summary>
    public required ForecastQuery Query { get; init; }

    /// <summary>Name of the target where it is a known model; else null.</summary>
    public string? TargetModel { get; init; }

    /// <summary>The threshold asked about; null where none.</summary>
    public double? Threshold { get; init; }

    /// <summary>The series, in the order of the report.</summary>
    public required ImmutableArray<ForecastLine> Series { get; init; }

    /// <summary>The backtest, by group of comparable series.</summary>
    public required ImmutableArray<BacktestGroup> Backtest { get; init; }

    /// <summary>Makes the report.</summary>
    /// <param name="inputs">The files read.</param>
    /// <param name="curves">The curves.</param>
    /// <param name="query">The target.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static ForecastReport Build(ImmutableArray<InputReport> inputs, ImmutableArray<ScalingCurve> curves, ForecastQuery query, CancellationToken cancellation = default)
    {
        ForecastSet set = ForecastSet.Of(curves, query, cancellation);
        ImmutableArray<string> ids = SeriesIds.For(curves);
        return new ForecastReport
        {
            Inputs = inputs,
            Query = query,
            Series =
            [
                .. curves.Select((curve, i) => new ForecastLine(ids[i], curve, set.Series[i]))
                    .OrderBy(line => line.Curve.Over).ThenBy(line => line.Id, StringComparer.Ordinal),
            ],
            Backtest = set.Backtest,
        };
    }
}
