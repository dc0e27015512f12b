using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>The confusion matrix of a simulation, cell by cell.</summary>
internal static class SimulationTable
{
    private static readonly VerdictKind[] Kinds =
        [VerdictKind.RealBreak, VerdictKind.MetricArtefact, VerdictKind.Smooth, VerdictKind.NoMeasurableChange, VerdictKind.Unresolved];

    public static string Markdown(ImmutableArray<CellResult> results, ulong seed)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Seed {seed}. Verdicts in % of draws; wrong verdicts with their two-sided 95 % Clopper-Pearson interval.\n\n");
        text.Append("| truth | evidence | models | items | noise | correlation | departure | draws | real break | artefact | smooth | no change | unresolved | wrong | promise |\n");
        text.Append("|---|---|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|---:|---|---|\n");
        foreach (CellResult result in results)
        {
            SimulationCell cell = result.Cell;
            text.Append(CultureInfo.InvariantCulture,
                $"| {cell.Truth} | {cell.Evidence} | {cell.Models} | {cell.Items} | {cell.Noise} | {cell.ItemCorrelation} | {cell.Departure} | {result.Draws} |");
            foreach (VerdictKind kind in Kinds)
                text.Append(CultureInfo.InvariantCulture, $" {100.0 * result.Count(kind) / result.Draws:0.0} |");
            text.Append(CultureInfo.InvariantCulture,
                $" {100.0 * result.Wrong / result.Draws:0.0} ({100 * result.WrongInterval.Lower:0.0} to {100 * result.WrongInterval.Upper:0.0}) | {Promise(result)} |\n");
        }

        return text.ToString();
    }

    public static void WriteMarkdown(ImmutableArray<CellResult> results, ulong seed, Stream stream) =>
        stream.Write(Encoding.UTF8.GetBytes(Markdown(results, seed)));

    public static void WriteJson(ImmutableArray<CellResult> results, ulong seed, Stream stream)
    {
        using Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("seed", seed);
        json.WriteNumber("errorBound", CellResult.ErrorBound);
        json.WriteStartArray("cells");
        foreach (CellResult result in results)
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
        json.WriteEndObject();
    }

    private static string Promise(CellResult result) =>
        result.DrawnTooFew ? "too few draws to tell" : result.MissesErrorBound ? "**missed: error**" : result.MissesPower ? "**missed: power**" : result.Cell.PowerIsPromised ? "kept, with power" : "kept";

    private static string Camel<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
