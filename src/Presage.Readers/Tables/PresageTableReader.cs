using Presage.Evaluations;

namespace Presage.Readers.Tables;

/// <summary>Our own long table: one number per row (<c>docs/guide/reading.md</c>).</summary>
internal sealed class PresageTableReader : IFormatReader
{
    public string Format => "presage table";

    public bool Recognises(FileHead head)
    {
        if (head.Json is not null || head.FirstLine is not { } line)
            return false;
        ResultColumns columns = ResultColumns.Of(CsvTable.NamesIn(line));
        return columns.Has(ResultColumn.Model) && columns.Has(ResultColumn.Task)
            && columns.Has(ResultColumn.Metric) && columns.Has(ResultColumn.Value);
    }

    public void Read(Stream content, FileHead head, FileReading reading)
    {
        using CsvTable table = CsvTable.Open(content, head.FirstLine!);
        ResultColumns columns = ResultColumns.Of(table.Header);
        if (columns.Repeated is { } repeated)
            throw new UnusableFileException($"the column {repeated} repeats the meaning of another one", "line 1");
        RowReader rows = new(table, columns);
        List<Row> kept = [];
        try
        {
            while (table.Read())
            {
                reading.Cancellation.ThrowIfCancellationRequested();
                if (Read(table, columns, rows) is { } row)
                    kept.Add(row);
                else
                    reading.Reject($"line {table.Line}", rows.Complaint!);
            }
        }
        catch (UnusableFileException broken)
        {
            reading.Reject(broken.Record, $"{broken.Message} Nothing after it is read.");
        }

        CheckpointTokens checkpoints = new(kept.Select(row => row.Identity));
        foreach (Row row in kept)
        {
            Origin origin = reading.At($"line {row.Line}");
            reading.Add(row.Identity.Result(row.Metric, row.Value, origin, checkpoints.Include(row.Identity)) with
            {
                StandardError = row.StandardError,
                Chance = row.Chance,
                HigherIsBetter = row.HigherIsBetter,
                Filter = row.Filter,
            });
        }
    }

    private static Row? Read(CsvTable table, ResultColumns columns, RowReader rows)
    {
        if (rows.Read() is not { } identity)
            return null;
        double? error = rows.Real(ResultColumn.StandardError);
        double? chance = rows.Real(ResultColumn.Chance);
        bool? higherIsBetter = rows.Truth(ResultColumn.HigherIsBetter);
        string? metric = rows.Text(ResultColumn.Metric);
        string value = columns.Field(table, ResultColumn.Value)!;
        rows.Refuse(
            metric is null ? "names no metric"
            : !Numbers.TryReal(value, out _) ? Numbers.Complaint("value", value)
            : error is { } e && !(double.IsFinite(e) && e >= 0) ? "stderr is negative or not finite"
            : chance is { } c && !double.IsFinite(c) ? "chance is not finite"
            : null);
        if (rows.Complaint is not null)
            return null;
        Numbers.TryReal(value, out double number);
        string? filter = rows.Text(ResultColumn.Filter);
        return new Row(identity, table.Line, metric!, number, error, chance, higherIsBetter, filter is "none" ? null : filter);
    }

    private sealed record Row(
        ResultRow Identity, long Line, string Metric, double Value, double? StandardError, double? Chance, bool? HigherIsBetter, string? Filter);
}
