using System.Globalization;
using System.Text;
using System.Text.Json;
using Presage.Reports;

namespace Presage.Html;

/// <summary>The report as one self-contained page that opens offline in any current browser.</summary>
/// <remarks>
/// The page draws what the report holds and computes no statistics. Names out of logs travel as compressed data and
/// reach the document as text nodes only; the page's content security policy allows its own two scripts, by hash, and
/// no connection at all.
/// </remarks>
public static class ReportPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="report">What the page shows.</param>
    /// <param name="destination">Receives UTF-8 text; left open.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="IOException">The destination cannot be written.</exception>
    /// <remarks>The same report gives the same bytes: the page holds no time and no path but those of the report.</remarks>
    public static void Write(Report report, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(destination);

        string script = PageParts.Script;
        string plotly = PageParts.Plotly;
        var runs = new RunTable(report.Series);
        var places = report.Series.Select((series, place) => (series.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        using var writer = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach ((string text, string? slot) in PageParts.Template())
        {
            writer.Write(text);
            switch (slot)
            {
                case null:
                    break;
                case "policy":
                    writer.Write(PageParts.ContentSecurityPolicy(script, plotly));
                    break;
                case "style":
                    writer.Write(PageParts.Style);
                    break;
                case "script":
                    writer.Write(script);
                    break;
                case "plotly":
                    writer.Write(plotly);
                    break;
                case "overview":
                    writer.Write(Packed.Json(json => OverviewPayload.Write(json, report, runs, places)));
                    break;
                case "details":
                    WriteDetails(writer, report, runs, places);
                    break;
                default:
                    throw new InvalidOperationException($"The page template names an unknown part '{slot}'.");
            }
        }
    }

    /// <summary>What is decoded only when it is opened: series and abilities in chunks, and the lists behind the disclosures.</summary>
    private static void WriteDetails(StreamWriter writer, Report report, RunTable runs, Dictionary<string, int> places)
    {
        WriteBlock(writer, "inputs", Packed.Json(json => ListPayload.WriteInputs(json, report.Inputs)));
        WriteBlock(writer, "rejected", Packed.Json(json => ListPayload.WriteRejected(json, report.Rejected)));
        WriteBlock(writer, "conflicts", Packed.Json(json => ListPayload.WriteConflicts(json, report.Conflicts)));
        if (report.Training is { } training)
            WriteBlock(writer, "training", Packed.Json(json => TrainingPayload.Write(json, training)));
        WriteChunks(writer, "series", report.Series.Chunk(SeriesPayload.ChunkSize), (json, series) => SeriesPayload.Write(json, series, runs));
        WriteChunks(writer, "abilities", report.Abilities.Chunk(AbilityPayload.ChunkSize), (json, abilities) => AbilityPayload.WriteEvidence(json, abilities, places));
    }

    private static void WriteChunks<T>(StreamWriter writer, string name, IEnumerable<T[]> chunks, Action<Utf8JsonWriter, T[]> write)
    {
        int place = 0;
        foreach (string block in chunks.AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(chunk => Packed.Json(json => write(json, chunk))))
        {
            WriteBlock(writer, string.Create(CultureInfo.InvariantCulture, $"{name}-{place}"), block);
            place++;
        }
    }

    private static void WriteBlock(StreamWriter writer, string name, string packed) =>
        writer.WriteLine($"<script type=\"application/octet-stream\" id=\"data-{name}\">{packed}</script>");
}
