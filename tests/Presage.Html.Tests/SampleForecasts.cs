using System.Collections.Immutable;
using Presage.Curves;
using Presage.Forecasts;
using Presage.Metrics;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>Invented forecasts: an interval that widens beyond the last point, with a backtest.</summary>
internal static class SampleForecasts
{
    /// <summary>A warning as a contradicted interval has.</summary>
    public const string Warning = "In the backtest the 80 % interval held 61 % of 240 (95 % interval 52 % to 69 %): its width is not to be believed.";

    /// <summary>The report with a forecast of every series; that of the OPT family is contradicted, and lambada_openai has none.</summary>
    public static Report Forecast(Report report) => report with { Series = [.. report.Series.Select(series => series with { Forecast = Of(series.Curve) })] };

    private static SeriesForecast Of(ScalingCurve curve)
    {
        CurvePoint last = curve.Placed.Last(point => !point.Conflicting);
        double amount = last.At(curve.Axis!.Value)!.Value;
        var none = new SeriesForecast { Axis = curve.Axis, Points = curve.Points.Length, LastModel = last.Run.Card.Name, LastAmount = amount, LastValue = last.Value };
        if (curve.Task == "lambada_openai")
            return none with { Obstacle = "2 points; a forecast needs 4." };
        bool contradicted = curve.Family == "OPT";
        return none with
        {
            Targets = [.. new[] { 0.25, 0.5, 0.75, 1 }.Select(decades => Target(curve, last.Value, amount, decades))],
            IntervalSource = ResidualSource.OtherFamilies,
            IntervalErrors = 240,
            Onset = curve.Task == "gsm8k" && curve.Chance is not null ? new Onset(amount * 4, amount * 1.5, null, 1319) : null,
            Backtest = new SeriesBacktest(
                new BacktestFigures
                {
                    AbsoluteError = new ClusteredMean(0.041, 0.03, 0.052, 240, 3),
                    MedianAbsoluteError = 0.02,
                    Crps = new ClusteredMean(0.03, 0.02, 0.04, 240, 3),
                    Coverage50 = new ClusteredMean(contradicted ? 0.31 : 0.49, 0.41, 0.57, 240, 3),
                    Coverage80 = new ClusteredMean(contradicted ? 0.61 : 0.79, 0.72, 0.86, 240, 3),
                    Coverage90 = new ClusteredMean(contradicted ? 0.74 : 0.91, 0.86, 0.96, 240, 3),
                    MedianWidth80 = 0.12,
                },
                "family", 0.18, 4, 3, contradicted ? Warning : null),
        };
    }

    private static TargetForecast Target(ScalingCurve curve, double value, double amount, double decades)
    {
        bool falls = curve.Metric.Orientation == Orientation.LowerIsBetter;
        (double low, double high) = (curve.Metric.Minimum ?? double.NegativeInfinity, curve.Metric.Maximum ?? double.PositiveInfinity);
        double unit = Math.Abs(curve.Points[^1].Value - curve.Points[0].Value) + 0.01;
        double centre = value + (falls ? -0.15 : 0.12) * unit * decades;
        // Quantiles of a logistic distribution whose scale grows with the gap.
        ImmutableArray<double> values =
            [.. Enumerable.Range(0, 200).Select(i => (i + 0.5) / 200).Select(p => Math.Clamp(centre + (0.07 * unit * Math.Sqrt(decades) * Math.Log(p / (1 - p))), low, high))];
        var distribution = new ForecastDistribution(values);
        return new TargetForecast
        {
            Amount = amount * Math.Pow(10, decades),
            Gap = decades,
            Skill = distribution,
            NewRun = distribution,
            Floor = curve.Task == "gsm8k" && curve.Chance is not null ? new FloorForecast(1 - Math.Exp(-0.8 * decades), 0.8, 31) : null,
            Candidates = [new CandidateForecast("persistence", value, 0.3, null), new CandidateForecast("linear", centre, 0.7, null), new CandidateForecast("logit", null, 0, "not above the floor")],
        };
    }
}
