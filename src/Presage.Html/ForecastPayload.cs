using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Presage.Forecasts;

namespace Presage.Html;

/// <summary>The forecast of a series: quantiles of one new run at each target, and what the backtest says of them.</summary>
internal static class ForecastPayload
{
    /// <summary>Ends of the 90, 80 and 50 % intervals about the median; in the order in which the page reads them.</summary>
    private static readonly ImmutableArray<double> Probabilities = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

    /// <summary>Writes a forecast, or why there is none.</summary>
    /// <param name="json">Receives one property of the object that is open, or none where no forecast was asked for.</param>
    /// <param name="forecast">The forecast.</param>
    public static void Write(Utf8JsonWriter json, SeriesForecast? forecast)
    {
        if (forecast is null)
            return;
        json.WriteStartObject("forecast");
        json.WriteIfPresent("obstacle", forecast.Obstacle);
        json.WriteIfPresent("lastAt", forecast.LastAmount);
        json.WriteIfPresent("lastValue", forecast.LastValue);
        if (!forecast.Targets.IsEmpty)
            WriteTargets(json, forecast.Targets);
        json.WriteIfPresent("source", forecast.IntervalSource is { } source ? Words(source) : null);
        if (forecast.IntervalSource is not null)
            json.WriteNumber("errors", forecast.IntervalErrors);
        if (forecast.Onset is { } onset)
        {
            json.WriteStartObject("onset");
            json.WriteIfPresent("amount", onset.Amount);
            json.WriteIfPresent("earliest", onset.Earliest);
            json.WriteIfPresent("latest", onset.Latest);
            json.WriteNumber("samples", onset.Samples);
            json.WriteEndObject();
        }

        WriteBacktest(json, forecast.Backtest);
        json.WriteEndObject();
    }

    private static void WriteTargets(Utf8JsonWriter json, ImmutableArray<TargetForecast> targets)
    {
        json.WriteRounded("at", [.. targets.Select(target => target.Amount)]);
        json.WriteRounded("gap", [.. targets.Select(target => target.Gap)]);
        json.WriteRounded("quantiles", [.. targets.SelectMany(target => Probabilities.Select(target.NewRun.Quantile))]);
        json.WriteRoundedColumn("leavesChance", [.. targets.Select(target => target.Floor?.LeavesChance)]);
        json.WriteStartArray("candidates");
        foreach (CandidateForecast candidate in targets[^1].Candidates.Where(one => one.Weight > 0).OrderByDescending(one => one.Weight))
        {
            json.WriteStartObject();
            json.WriteString("name", candidate.Name);
            json.WriteNumber("weight", Math.Round(candidate.Weight, 4));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteBacktest(Utf8JsonWriter json, SeriesBacktest? backtest)
    {
        if (backtest is null)
            return;
        json.WriteStartObject("backtest");
        if (backtest.Next is { } next)
        {
            json.WriteNumber("forecasts", next.Forecasts);
            json.WriteNumber("clusters", next.AbsoluteError.Clusters);
            json.WriteIfPresent("error", next.AbsoluteError.Value);
            json.WriteStartArray("coverage");
            foreach (ClusteredMean held in (ReadOnlySpan<ClusteredMean>)[next.Coverage50, next.Coverage80, next.Coverage90])
            {
                json.WriteStartObject();
                json.WriteIfPresent("value", held.Value);
                json.WriteIfPresent("lower", held.Lower);
                json.WriteIfPresent("upper", held.Upper);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("clusteredBy", backtest.ClusteredBy);
        json.WriteIfPresent("skill", backtest.SkillAgainstPersistence);
        json.WriteNumber("own", backtest.OwnForecasts);
        json.WriteNumber("ownInside80", backtest.OwnInside80);
        json.WriteIfPresent("warning", backtest.Warning);
        json.WriteEndObject();
    }

    private static string Words(ResidualSource source) => source switch
    {
        ResidualSource.OtherFamilies => "errors of rolling forecasts in other families",
        ResidualSource.EarlierOrigins => "errors of rolling forecasts from earlier origins",
        ResidualSource.BuiltIn => "a built-in scale from public ladders, as the report holds too few errors",
        _ => throw new UnreachableException(),
    };
}
