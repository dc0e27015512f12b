using System.Globalization;
using System.Text.Json;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>The forecast of a series in every JSON that has one (documented in <c>docs/guide/report-json.md</c>).</summary>
internal static class SeriesForecastJson
{
    /// <summary>Writes a forecast.</summary>
    /// <param name="json">Inside an object.</param>
    /// <param name="name">Name of the member.</param>
    /// <param name="forecast">The forecast; null writes null.</param>
    public static void Write(Utf8JsonWriter json, string name, SeriesForecast? forecast)
    {
        if (forecast is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("obstacle", forecast.Obstacle);
        json.WriteString("axis", forecast.Axis is { } axis ? ReportText.Axis(axis) : null);
        json.WriteNumber("points", forecast.Points);
        json.WriteString("lastModel", forecast.LastModel);
        json.Number("lastAmount", forecast.LastAmount);
        json.Number("lastValue", forecast.LastValue);
        json.WriteStartArray("targets");
        foreach (TargetForecast target in forecast.Targets)
            Target(json, target);
        json.WriteEndArray();
        json.WriteString("intervalSource", forecast.IntervalSource is { } source ? ReportText.ResidualSource(source) : null);
        json.WriteNumber("intervalErrors", forecast.IntervalErrors);
        OnsetOf(json, forecast.Onset);
        Backtest(json, forecast.Backtest);
        json.WriteEndObject();
    }

    /// <summary>Writes a mean with its interval as an object.</summary>
    public static void Mean(Utf8JsonWriter json, string name, ClusteredMean? mean)
    {
        if (mean is not { } value)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.Number("value", value.Value);
        json.Number("lower", value.Lower);
        json.Number("upper", value.Upper);
        json.WriteEndObject();
    }

    private static void Target(Utf8JsonWriter json, TargetForecast target)
    {
        json.WriteStartObject();
        json.Number("amount", target.Amount);
        json.Number("decades", target.Gap);
        json.Number("samples", target.Samples);
        json.Number("leavesChance", target.Floor?.LeavesChance);
        if (target.Floor?.Reason is { } reason)
            json.WriteString("leavesChanceReason", reason);
        Quantiles(json, "skill", target.Skill);
        Quantiles(json, "newRun", target.NewRun);
        json.WriteStartArray("candidates");
        foreach (CandidateForecast candidate in target.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("name", candidate.Name);
            json.Number("value", candidate.Value is { } value ? Rounded(value) : null);
            json.Number("weight", Rounded(candidate.Weight));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Quantiles(Utf8JsonWriter json, string name, ForecastDistribution distribution)
    {
        json.WriteStartObject(name);
        json.Number("mean", Rounded(distribution.Mean));
        json.WriteStartArray("quantiles");
        foreach (double probability in ForecastDistribution.ReportedProbabilities)
            json.WriteNumberValue(Rounded(distribution.Quantile(probability)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Six digits are more than a forecast knows, and a report holds many of them.
    private static double Rounded(double value) =>
        value == 0 ? 0 : double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void OnsetOf(Utf8JsonWriter json, Onset? onset)
    {
        if (onset is null)
        {
            json.WriteNull("onset");
            return;
        }

        json.WriteStartObject("onset");
        json.Number("amount", onset.Amount);
        json.Number("earliest", onset.Earliest);
        json.Number("latest", onset.Latest);
        json.WriteNumber("samples", onset.Samples);
        json.WriteEndObject();
    }

    private static void Backtest(Utf8JsonWriter json, SeriesBacktest? backtest)
    {
        if (backtest is null)
        {
            json.WriteNull("backtest");
            return;
        }

        json.WriteStartObject("backtest");
        json.Number("forecasts", backtest.Next?.Forecasts);
        Mean(json, "absoluteError", backtest.Next?.AbsoluteError);
        Mean(json, "coverage80", backtest.Next?.Coverage80);
        json.WriteString("clusteredBy", backtest.ClusteredBy);
        json.Number("skillAgainstPersistence", backtest.SkillAgainstPersistence);
        json.WriteNumber("ownForecasts", backtest.OwnForecasts);
        json.WriteNumber("ownInside80", backtest.OwnInside80);
        json.WriteString("warning", backtest.Warning);
        json.WriteEndObject();
    }
}
