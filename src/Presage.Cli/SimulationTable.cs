using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>The confusion matrix of a simulation, cell by cell.</summary>
internal static class SimulationTable
{
    /// <summary>The verdicts in the order of the columns.</summary>
    public static readonly ImmutableArray<VerdictKind> Kinds =
        [VerdictKind.RealBreak, VerdictKind.MetricArtefact, VerdictKind.Smooth, VerdictKind.NoMeasurableChange, VerdictKind.Unresolved];

    /// <summary>A line per cell; counts of draws.</summary>
    public static void WriteCsv(SimulationResults results, Stream stream)
    {
        StringBuilder text = new("truth,evidence,models,items,noise,item_correlation,departure,draws,real_break,metric_artefact,smooth,no_measurable_change,unresolved,wrong,wrong_upper,promise\n");
        foreach (CellResult result in results.Cells)
        {
            SimulationCell cell = result.Cell;
            text.Append(CultureInfo.InvariantCulture,
                $"{cell.Truth},{cell.Evidence},{cell.Models},{cell.Items},{cell.Noise},{cell.ItemCorrelation},{cell.Departure},{result.Draws}");
            foreach (VerdictKind kind in Kinds)
                text.Append(CultureInfo.InvariantCulture, $",{result.Count(kind)}");
            text.Append(CultureInfo.InvariantCulture, $",{result.Wrong},{result.WrongInterval.Upper:0.0000},{Promise(result)}\n");
        }

        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    public static void WriteJson(SimulationResults results, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("engine", results.Engine);
        json.WriteNumber("seed", results.Seed);
        json.WriteNumber("errorBound", CellResult.ErrorBound);
        json.WriteStartArray("cells");
        foreach (CellResult result in results.Cells)
        {
            json.WriteStartObject();
            json.WriteString("id", result.Cell.Id);
            json.WriteString("truth", Camel(result.Cell.Truth));
            json.WriteString("evidence", Camel(result.Cell.Evidence));
            json.WriteNumber("models", result.Cell.Models);
            json.WriteNumber("items", result.Cell.Items);
            json.WriteNumber("noise", result.Cell.Noise);
            json.WriteNumber("itemCorrelation", result.Cell.ItemCorrelation);
            json.WriteString("departure", Camel(result.Cell.Departure));
            json.WriteNumber("draws", result.Draws);
            json.WriteStartObject("verdicts");
            foreach (VerdictKind kind in Kinds)
            {
                json.WriteStartObject(Camel(kind));
                json.WriteNumber("count", result.Count(kind));
                json.WriteNumber("lower", result.Interval(kind).Lower);
                json.WriteNumber("upper", result.Interval(kind).Upper);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteNumber("wrong", result.Wrong);
            json.WriteNumber("wrongUpper", result.WrongInterval.Upper);
            json.WriteBoolean("drawnTooFew", result.DrawnTooFew);
            json.WriteBoolean("missesErrorBound", result.MissesErrorBound);
            json.WriteBoolean("missesPower", result.MissesPower);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("falseDiscoveryRateBound", ReportResult.RateBound);
        json.WriteStartArray("reports");
        foreach (ReportResult result in results.Reports)
        {
            json.WriteStartObject();
            json.WriteString("id", result.Cell.Id);
            json.WriteNumber("reports", result.Reports);
            json.WriteNumber("found", result.Found.Sum());
            json.WriteNumber("false", result.False.Sum());
            json.WriteNumber("falseDiscoveryRate", result.Rate);
            json.WriteNumber("lower", result.RateInterval.Lower);
            json.WriteNumber("upper", result.RateInterval.Upper);
            json.WriteBoolean("misses", result.Misses);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Whether the promise is kept in a cell, in words.</summary>
    public static string Promise(CellResult result) => result.DrawnTooFew ? "too few draws to tell"
        : result.MissesErrorBound ? "missed: error"
        : result.MissesPower ? "missed: power"
        : result.Cell.PowerIsPromised ? "kept, with power" : "kept";

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
