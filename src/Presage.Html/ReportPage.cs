using System.Globalization;
using System.Text;
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
                    writer.Write(Packed.Json(json => OverviewPayload.Write(json, report, runs)));
                    break;
                case "details":
                    WriteDetails(writer, report, runs);
                    break;
                default:
                    throw new InvalidOperationException($"The page template names an unknown part '{slot}'.");
            }
        }
    }

    /// <summary>What is decoded only when it is opened: series in chunks, and the lists behind the disclosures.</summary>
    private static void WriteDetails(StreamWriter writer, Report report, RunTable runs)
    {
        WriteBlock(writer, "inputs", Packed.Json(json => ListPayload.WriteInputs(json, report.Inputs)));
        WriteBlock(writer, "rejected", Packed.Json(json => ListPayload.WriteRejected(json, report.Rejected)));
        WriteBlock(writer, "conflicts", Packed.Json(json => ListPayload.WriteConflicts(json, report.Conflicts)));
        int chunk = 0;
        ParallelQuery<string> packed = report.Series.Chunk(SeriesPayload.ChunkSize).AsParallel().AsOrdered()
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(series => Packed.Json(json => SeriesPayload.Write(json, series, runs)));
        foreach (string block in packed)
        {
            WriteBlock(writer, string.Create(CultureInfo.InvariantCulture, $"series-{chunk}"), block);
            chunk++;
        }
    }

    private static void WriteBlock(StreamWriter writer, string name, string packed) =>
        writer.WriteLine($"<script type=\"application/octet-stream\" id=\"data-{name}\">{packed}</script>");
}
