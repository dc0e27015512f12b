using System.Text.Json;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>A backtest in JSON.</summary>
internal static class BacktestJson
{
    /// <summary>Writes one group as an object.</summary>
    public static void Write(Utf8JsonWriter json, BacktestGroup group)
    {
        json.WriteStartObject();
        json.WriteString("over", ReportText.Over(group.Over));
        json.WriteString("axis", ReportText.Axis(group.Axis));
        json.WriteBoolean("bounded", group.Bounded);
        json.WriteString("clusteredBy", group.ClusteredBy);
        json.WriteNumber("series", group.Series);
        Figures(json, "next", group.Next);
        Slices(json, "families", group.Families);
        Slices(json, "gaps", group.Gaps);
        json.WriteStartArray("against");
        foreach (BacktestComparison one in group.Against)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteNumber("forecasts", one.Gain.Count);
            json.Number("absoluteError", one.AbsoluteError);
            SeriesForecastJson.Mean(json, "gain", one.Gain);
            json.Number("skill", one.Skill);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("pit");
        foreach (int count in group.Pit)
            json.WriteNumberValue(count);
        json.WriteEndArray();
        if (group.Floor is { } floor)
        {
            json.WriteStartObject("floor");
            json.WriteNumber("forecasts", floor.Forecasts);
            json.WriteNumber("left", floor.Left);
            json.Number("brierScore", floor.BrierScore);
            json.Number("baseRateBrierScore", floor.BaseRateBrierScore);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("floor");
        }

        json.WriteEndObject();
    }

    private static void Slices(Utf8JsonWriter json, string name, IEnumerable<BacktestSlice> slices)
    {
        json.WriteStartObject(name);
        foreach (BacktestSlice slice in slices)
            Figures(json, slice.Name, slice.Figures);
        json.WriteEndObject();
    }

    private static void Figures(Utf8JsonWriter json, string name, BacktestFigures figures)
    {
        json.WriteStartObject(name);
        json.WriteNumber("forecasts", figures.Forecasts);
        json.WriteNumber("clusters", figures.AbsoluteError.Clusters);
        SeriesForecastJson.Mean(json, "absoluteError", figures.AbsoluteError);
        json.Number("medianAbsoluteError", figures.MedianAbsoluteError);
        SeriesForecastJson.Mean(json, "crps", figures.Crps);
        SeriesForecastJson.Mean(json, "coverage50", figures.Coverage50);
        SeriesForecastJson.Mean(json, "coverage80", figures.Coverage80);
        SeriesForecastJson.Mean(json, "coverage90", figures.Coverage90);
        json.Number("medianWidth80", figures.MedianWidth80);
        json.WriteEndObject();
    }
}
