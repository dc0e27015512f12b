using System.Collections.Immutable;
using Presage.Metrics;

namespace Presage.Readers.Tables;

/// <summary>A tidy table of harness results: one row per model, checkpoint and task, one column per metric.</summary>
/// <remarks>A column is a metric where it has a twin <c>NAME_stderr</c>, or a name that the metric catalogue knows.</remarks>
internal sealed class WideTableReader : IFormatReader
{
    private const string StandardErrorSuffix = "_stderr";

    public string Format => "wide results table";

    public bool Recognises(FileHead head)
    {
        if (head.Json is not null || head.FirstLine is not { } line)
            return false;
        ImmutableArray<string> header = CsvTable.NamesIn(line);
        ResultColumns columns = ResultColumns.Of(header);
        return columns.Has(ResultColumn.Model) && columns.Has(ResultColumn.Task) && !columns.Has(ResultColumn.Value)
            && MetricColumns(header, columns).Length > 0;
    }

    public void Read(Stream content, FileHead head, FileReading reading)
    {
        using CsvTable table = CsvTable.Open(content, head.FirstLine!);
        ResultColumns columns = ResultColumns.Of(table.Header);
        if (columns.Repeated is { } repeated)
            throw new UnusableFileException($"the column {repeated} repeats the meaning of another one", "line 1");
        ImmutableArray<MetricColumn> metrics = MetricColumns(table.Header, columns);
        RowReader rows = new(table, columns);
        List<(ResultRow Row, long Line, MetricColumn Metric, double Value, double? Error)> kept = [];
        try
        {
            while (table.Read())
            {
                reading.Cancellation.ThrowIfCancellationRequested();
                if (rows.Read() is not { } row)
                {
                    reading.Reject($"line {table.Line}", rows.Complaint!);
                    continue;
                }

                foreach (MetricColumn metric in metrics)
                {
                    string text = table[metric.Value];
                    string record = $"line {table.Line}, {metric.Name}";
                    if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
                        reading.Reject(record, "value is NaN");
                    else if (Numbers.IsMissing(text))
                        continue;
                    else if (!Numbers.TryReal(text, out double value))
                        reading.Reject(record, Numbers.Complaint("value", text));
                    else
                        kept.Add((row, table.Line, metric, value, Error(table, metric)));
                }
            }
        }
        catch (UnusableFileException broken)
        {
            reading.Reject(broken.Record, $"{broken.Message} Nothing after it is read.");
        }

        CheckpointTokens checkpoints = new(kept.Select(entry => entry.Row));
        foreach ((ResultRow row, long line, MetricColumn metric, double value, double? error) in kept)
        {
            reading.Add(row.Result(metric.Name, value, reading.At($"line {line}, {metric.Name}"), checkpoints.Include(row)) with
            {
                StandardError = error,
            });
        }
    }

    private static double? Error(CsvTable table, MetricColumn metric) =>
        metric.StandardError is { } column && Numbers.TryReal(table[column], out double error) && double.IsFinite(error) && error >= 0
            ? error
            : null;

    private static ImmutableArray<MetricColumn> MetricColumns(ImmutableArray<string> header, ResultColumns columns)
    {
        List<MetricColumn> metrics = [];
        foreach (int i in columns.Others)
        {
            int twin = header.IndexOf(header[i] + StandardErrorSuffix);
            if (header[i].Length > 0 && (twin >= 0 || MetricCatalogue.Find(header[i]) is not null))
                metrics.Add(new MetricColumn(header[i], i, twin >= 0 ? twin : null));
        }

        return [.. metrics];
    }

    private sealed record MetricColumn(string Name, int Value, int? StandardError);
}
