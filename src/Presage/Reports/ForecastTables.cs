using System.Collections.Immutable;
using System.Globalization;
using Presage.Curves;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>Forecasts and backtests as tables of text.</summary>
public static class ForecastTables
{
    /// <summary>The forecasts at one target, and below them why other series have none.</summary>
    /// <param name="report">The report.</param>
    public static TextTable Forecasts(ForecastReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ForecastLine[] made = [.. report.Series.Where(line => line.Forecast.Targets.Length > 0)];
        bool observed = made.Any(line => line.Observed(report.TargetModel) is not null);
        bool floors = made.Any(line => line.Forecast.Targets[0].Floor is not null);
        ImmutableArray<string> columns =
        [
            "task", "metric", "family or model", "shots", "last", "decades on", "forecast", "80 % of skill", "80 % of a new run",
            .. report.Threshold is { } threshold ? [$"above {NumberText.Score(threshold)}"] : (string[])[],
            .. floors ? ["leaves chance", "onset"] : (string[])[],
            .. observed ? ["observed"] : (string[])[],
        ];
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (string warning in made.Select(line => line.Forecast.Backtest?.Warning).OfType<string>().Where(text => text.StartsWith("In the backtest", StringComparison.Ordinal)).Distinct())
            notes.Add(warning);
        foreach (ForecastLine line in made.Where(line => line.Forecast.Backtest?.Warning?.StartsWith("In this series", StringComparison.Ordinal) == true).Take(5))
            notes.Add($"{line.Id}: {line.Forecast.Backtest!.Warning}");
        foreach (var group in made.GroupBy(line => line.Forecast.IntervalSource))
            notes.Add(Source(group.Key!.Value, group.Count(), group.First().Forecast.IntervalErrors));
        foreach (FirstToJump jump in FirstToJump.Of(made))
            notes.Add(JumpText(jump));
        foreach (var reason in report.Series.Where(line => line.Forecast.Obstacle is not null).GroupBy(line => line.Forecast.Obstacle!).OrderByDescending(group => group.Count()).Take(5))
            notes.Add($"No forecast for {NumberText.Count(reason.Count())} series ({reason.First().Id}{(reason.Count() > 1 ? ", ..." : "")}): {reason.Key}");
        return new TextTable(
            "Forecasts",
            columns,
            [
                .. made.Select(line =>
                {
                    TargetForecast target = line.Forecast.Targets[0];
                    return (ImmutableArray<string>)
                    [
                        line.Curve.Task,
                        line.Curve.MetricName,
                        line.Curve.Model ?? line.Curve.Family,
                        line.Curve.Shots?.ToString(CultureInfo.InvariantCulture) ?? "",
                        NumberText.Score(line.Forecast.LastValue!.Value),
                        target.Gap.ToString("0.00", CultureInfo.InvariantCulture),
                        target.Floor is null ? NumberText.Score(target.Skill.Median) : "at its floor",
                        Interval(target.Skill),
                        Interval(target.NewRun),
                        .. report.Threshold is { } above ? [Percent(target.NewRun.Exceeds(above))] : (string[])[],
                        .. floors ? [target.Floor is { } floor ? floor.LeavesChance is { } leaves ? Percent(leaves) : "too few items" : "", OnsetText(line.Forecast)] : (string[])[],
                        .. observed ? [line.Observed(report.TargetModel) is { } point ? NumberText.Score(point.Value) : ""] : (string[])[],
                    ];
                }),
            ],
            notes.ToImmutable());
    }

    /// <summary>The backtest: figures, families, gaps, comparisons.</summary>
    /// <param name="groups">The groups.</param>
    public static ImmutableArray<TextTable> Backtest(ImmutableArray<BacktestGroup> groups)
    {
        var tables = ImmutableArray.CreateBuilder<TextTable>();
        foreach (BacktestGroup group in groups)
        {
            string name = $"{(group.Over == CurveOver.Sizes ? "sizes" : "checkpoints")}, {ReportText.Axis(group.Axis)}, {(group.Bounded ? "metrics with a range (errors in its width)" : "open-ended metrics (errors in the spread of each series)")}";
            tables.Add(new TextTable(
                $"Backtest over {name}",
                ["forecasts", "n", "MAE", "median", "CRPS", "inside 50 %", "inside 80 %", "95 % interval", "inside 90 %", "95 % interval", "width of 80 %"],
                [
                    Row("next model", group.Next),
                    .. group.Families.Length > 1 ? group.Families.Select(slice => Row(slice.Name, slice.Figures)) : [],
                    .. group.Gaps.Select(slice => Row($"{slice.Name} {(group.Axis == ScaleAxis.Loss ? "nats" : "decades")} on", slice.Figures)),
                ],
                [
                    $"Intervals are clustered by {group.ClusteredBy} ({group.Next.AbsoluteError.Clusters}); {NumberText.Count(group.Series)} series. Lines by family and the gaps are parts of what the report holds.",
                    $"Observations by tenth of their predictive distribution: {string.Join(' ', group.Pit)}.",
                    .. group.Next.Contradicts80 ? ["The 80 % interval contradicts its own backtest."] : (string[])[],
                    .. group.Floor is { } floor
                        ? [string.Create(CultureInfo.InvariantCulture, $"At their floor: {floor.Forecasts} forecasts, {floor.Left} left chance; Brier score {floor.BrierScore:0.000}, of the base rate known afterwards {floor.BaseRateBrierScore:0.000}.")]
                        : (string[])[],
                ]));
            tables.Add(new TextTable(
                "The same forecasts of the next model by others",
                ["by", "n", "MAE", "gain of the combination", "95 % interval", "skill"],
                [
                    .. group.Against.Select(one => (ImmutableArray<string>)
                    [
                        one.Name,
                        NumberText.Count(one.Gain.Count),
                        Error(one.AbsoluteError),
                        Signed(one.Gain.Value),
                        one.Gain is { Lower: { } lower, Upper: { } upper } ? $"{Signed(lower)} to {Signed(upper)}" : "",
                        one.Skill is { } skill ? Percent(skill) : "",
                    ]),
                ],
                []));
        }

        return tables.ToImmutable();
    }

    /// <summary>Where an onset lies, such as <c>2.1e10 (1.2e10 to beyond 3 decades)</c>.</summary>
    /// <param name="forecast">The forecast.</param>
    public static string OnsetText(SeriesForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        const string beyond = "beyond 3 decades";
        return forecast.Onset is not { } onset ? ""
            : onset.Amount is not { } amount ? beyond
            : $"{NumberText.Amount(amount)} ({(onset.Earliest is { } early ? NumberText.Amount(early) : beyond)} to {(onset.Latest is { } late ? NumberText.Amount(late) : beyond)})";
    }

    private static string JumpText(FirstToJump jump)
    {
        ForecastLine first = jump.First;
        string above = jump.AlreadyAbove.IsEmpty ? "" : $"; above chance already: {string.Join(", ", jump.AlreadyAbove)}";
        return $"{first.Curve.Task}, {first.Curve.Model ?? first.Curve.Family}: of {NumberText.Count(jump.Later.Length + 1, "metric")} at the floor {first.Curve.MetricName} "
            + $"will be told from chance first, at {OnsetText(first.Forecast)}{above}.";
    }

    private static string Source(ResidualSource source, int series, int errors) => source switch
    {
        ResidualSource.OtherFamilies => $"{NumberText.Count(series, "interval")}: width from {NumberText.Count(errors)} errors of rolling forecasts in other families.",
        ResidualSource.EarlierOrigins => $"{NumberText.Count(series, "interval")}: width from {NumberText.Count(errors)} errors at earlier origins, mostly of the same family; another family can err more.",
        ResidualSource.BuiltIn => $"{NumberText.Count(series, "interval")}: fewer than 100 errors are in the inputs ({NumberText.Count(errors)}); a built-in scale from BIG-bench's BIG-G models stands in.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static ImmutableArray<string> Row(string name, BacktestFigures figures) =>
    [
        name,
        NumberText.Count(figures.Forecasts),
        Error(figures.AbsoluteError.Value),
        Error(figures.MedianAbsoluteError),
        Error(figures.Crps.Value),
        Percent(figures.Coverage50.Value),
        Percent(figures.Coverage80.Value),
        Range(figures.Coverage80),
        Percent(figures.Coverage90.Value),
        Range(figures.Coverage90),
        Error(figures.MedianWidth80),
    ];

    private static string Range(ClusteredMean mean) => mean is { Lower: { } lower, Upper: { } upper } ? $"{Percent(lower)} to {Percent(upper)}" : "";

    private static string Interval(ForecastDistribution distribution) => $"{NumberText.Score(distribution.Quantile(0.1))} to {NumberText.Score(distribution.Quantile(0.9))}";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    private static string Error(double error) => error.ToString("0.0000", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
