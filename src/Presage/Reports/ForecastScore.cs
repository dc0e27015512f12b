using System.Collections.Immutable;
using System.Globalization;
using Presage.Curves;

namespace Presage.Reports;

/// <summary>A frozen forecast against what happened.</summary>
public sealed record ForecastScore
{
    /// <summary>How near, in share of the amount, a model must be to the target to be it.</summary>
    public const double Nearness = 0.05;

    /// <summary>The series of which the target was since observed, in the order of the forecast.</summary>
    public required ImmutableArray<(FrozenSeries Forecast, CurvePoint Observed)> Scored { get; init; }

    /// <summary>Identifiers of series whose target is not in the inputs.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>What changed in the files that the forecast was made from, in words.</summary>
    public required ImmutableArray<string> Changes { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="frozen">The forecast.</param>
    /// <param name="inputs">The files read now.</param>
    /// <param name="curves">The curves of now.</param>
    public static ForecastScore Of(FrozenForecast frozen, ImmutableArray<InputReport> inputs, ImmutableArray<ScalingCurve> curves)
    {
        ArgumentNullException.ThrowIfNull(frozen);
        Dictionary<string, ScalingCurve> byId = SeriesIds.For(curves).Zip(curves).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var scored = ImmutableArray.CreateBuilder<(FrozenSeries, CurvePoint)>();
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (FrozenSeries series in frozen.Series)
        {
            if (byId.TryGetValue(series.Id, out ScalingCurve? curve) && ObservedTarget.In(curve, frozen.TargetModel, series.LastAmount, series.TargetAmount) is { } observed)
                scored.Add((series, observed));
            else
                missing.Add(series.Id);
        }

        return new ForecastScore { Scored = scored.ToImmutable(), Missing = missing.ToImmutable(), Changes = Changed(frozen, inputs) };
    }

    /// <summary>The comparison as a table.</summary>
    public TextTable Table()
    {
        double n = Math.Max(1, Scored.Length);
        string Inside(double level) => string.Create(CultureInfo.InvariantCulture,
            $"{level:0 %}: {Scored.Count(one => one.Forecast.NewRun.Covers(level, one.Observed.Value))} of {Scored.Length}");
        return new TextTable(
            "Forecast and outcome",
            ["series", "model", "last", "forecast", "80 % of a new run", "observed", "error", "CRPS", "inside 80 %"],
            [
                .. Scored.Select(one => (ImmutableArray<string>)
                [
                    one.Forecast.Id,
                    one.Observed.Run.Card.Name,
                    NumberText.Score(one.Forecast.LastValue),
                    NumberText.Score(one.Forecast.NewRun.Median),
                    $"{NumberText.Score(one.Forecast.NewRun.Quantile(0.1))} to {NumberText.Score(one.Forecast.NewRun.Quantile(0.9))}",
                    NumberText.Score(one.Observed.Value),
                    NumberText.Score(one.Observed.Value - one.Forecast.NewRun.Median),
                    NumberText.Score(one.Forecast.NewRun.Crps(one.Observed.Value)),
                    one.Forecast.NewRun.Covers(0.8, one.Observed.Value) ? "yes" : "no",
                ]),
            ],
            [
                $"Mean absolute error {NumberText.Score(Scored.Sum(one => Math.Abs(one.Observed.Value - one.Forecast.NewRun.Median)) / n)}, "
                    + $"of persistence {NumberText.Score(Scored.Sum(one => Math.Abs(one.Observed.Value - one.Forecast.LastValue)) / n)}; "
                    + $"mean CRPS {NumberText.Score(Scored.Sum(one => one.Forecast.NewRun.Crps(one.Observed.Value)) / n)}. Each in the unit of its metric.",
                $"Inside the intervals: {Inside(0.5)}, {Inside(0.8)}, {Inside(0.9)}.",
                .. Missing.IsEmpty ? [] : (string[])[$"The target is not in the inputs for {NumberText.Count(Missing.Length)} series, such as {Missing[0]}."],
                .. Changes,
            ]);
    }

    private static ImmutableArray<string> Changed(FrozenForecast frozen, ImmutableArray<InputReport> inputs)
    {
        Dictionary<string, string?> now = inputs.GroupBy(input => input.Path, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Sha256, StringComparer.Ordinal);
        HashSet<string> hashes = [.. inputs.Select(input => input.Sha256).OfType<string>()];
        return
        [
            .. frozen.Inputs.Where(input => input.Sha256 is not null && !hashes.Contains(input.Sha256))
                .Select(input => now.ContainsKey(input.Path)
                    ? $"Changed since the forecast: {input.Path}."
                    : $"Not among the inputs now: {input.Path}."),
        ];
    }
}
