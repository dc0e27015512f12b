using Presage.Curves;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>The forecasts of a report in Markdown: one line per series that has one, at the farthest target.</summary>
internal static class ReportForecasts
{
    private const int Longest = 200;

    /// <summary>Writes the section; nothing where no series over sizes has a forecast.</summary>
    public static void Write(TextWriter text, Report report)
    {
        SeriesReport[] made = [.. report.Series.Where(series => series is { Curve.Over: CurveOver.Sizes, Forecast.Targets.IsEmpty: false })];
        if (made.Length == 0)
            return;
        text.WriteLine();
        text.WriteLine("## Forecasts one decade on");
        text.WriteLine();
        text.WriteLine("| task | metric | family | last | forecast | 80 % of a new run | backtest: inside 80 % |");
        text.WriteLine("|---|---|---|---|---|---|---|");
        foreach (SeriesReport series in made.Take(Longest))
        {
            (ScalingCurve curve, SeriesForecast forecast) = (series.Curve, series.Forecast!);
            TargetForecast target = forecast.Targets[^1];
            string score = target.Floor is { } floor ? $"at its floor{(floor.LeavesChance is { } leaves ? $"; leaves chance with {Laws.Figures.Text($"{100 * leaves:0}")} %" : "")}" : NumberText.Score(target.Skill.Median);
            string backtest = forecast.Backtest?.Next is { } next ? $"{Laws.Figures.Text($"{100 * next.Coverage80.Value:0}")} % of {NumberText.Count(next.Forecasts)}" : "";
            text.WriteLine(
                $"| {ReportMarkdown.Escape(curve.Task)} | {ReportMarkdown.Escape(curve.MetricName)} | {ReportMarkdown.Escape(curve.Family)} | {NumberText.Score(forecast.LastValue!.Value)} "
                + $"| {score} | {NumberText.Score(target.NewRun.Quantile(0.1))} to {NumberText.Score(target.NewRun.Quantile(0.9))} | {backtest}{(forecast.Backtest?.Warning is null ? "" : " (with a warning)")} |");
        }

        if (made.Length > Longest)
        {
            text.WriteLine();
            text.WriteLine($"{NumberText.Count(made.Length - Longest)} more are in the JSON report.");
        }
    }
}
