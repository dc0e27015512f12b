using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Readers.Inputs;
using Presage.Units;

namespace Presage.Readers.Tables;

/// <summary>A delimited table of pre-training losses, one model a row: parameters, tokens or compute, loss.</summary>
internal sealed record LossTable
{
    private LossTable()
    {
    }

    /// <summary>SHA-256 of the file on disk.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Which columns were read as what.</summary>
    public required ImmutableArray<string> Columns { get; init; }

    /// <summary>The usable rows, each with its line.</summary>
    public required ImmutableArray<(LossPoint Point, long Line)> Points { get; init; }

    /// <summary>The other rows, with the reason.</summary>
    public required ImmutableArray<Rejection> Rejected { get; init; }

    /// <summary>Reads a table; <c>.gz</c> is unpacked on the way.</summary>
    /// <param name="path">The file.</param>
    /// <param name="named">Column names for N, D, C or loss where they differ from the usual ones.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <exception cref="UnreadableInputException">The file cannot be read, is no table, lacks a column, or has no usable row.</exception>
    public static LossTable Read(string path, ImmutableDictionary<string, string> named, CancellationToken cancellation)
    {
        if (Directory.Exists(path))
            throw new UnreadableInputException(path, null, "is a folder; one table is needed");
        try
        {
            using OpenedFile opened = OpenedFile.Open(path);
            (FileHead head, Stream content) = opened.Unpack(cancellation);
            if (UnknownFormat.Unreadable(head) is { } unreadable)
                throw new UnusableFileException(unreadable);
            if (head.Json is not null || head.Text.Contains((byte)0) || head.FirstLine is not { } line)
                throw new UnusableFileException("not a delimited table with a header line");
            using CsvTable table = CsvTable.Open(content, line);
            LossColumns columns = LossColumns.Of(table.Header, named);
            List<(LossPoint, long)> points = [];
            List<Rejection> rejected = [];
            while (table.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (Row(table, columns, out string? complaint) is { } point)
                    points.Add((point, table.Line));
                else
                    rejected.Add(new Rejection(path, $"line {table.Line}", complaint!));
            }

            if (points.Count == 0)
                throw new UnusableFileException(rejected.Count == 0 ? "no row below the header" : $"no usable row; {rejected[0].Record}: {rejected[0].Reason}");
            return new LossTable
            {
                Sha256 = opened.FinishHash(cancellation),
                Columns = columns.Describe(table.Header),
                Points = [.. points],
                Rejected = [.. rejected],
            };
        }
        catch (UnusableFileException unusable)
        {
            throw new UnreadableInputException(path, unusable.Record, unusable.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new UnreadableInputException(path, null, FileTrouble.Describe(exception));
        }
    }

    private static LossPoint? Row(CsvTable table, LossColumns columns, out string? complaint)
    {
        complaint = table.Count > table.Header.Length ? $"{table.Count} fields where the header has {table.Header.Length}" : null;
        double parameters = Amount(columns.Parameters, ref complaint);
        double amount = Amount(columns.Tokens ?? columns.Compute!.Value, ref complaint);
        double loss = Amount(columns.Loss, ref complaint);
        if (complaint is not null)
            return null;
        double tokens = columns.Tokens is null ? amount / (6 * parameters) : amount;
        if (tokens > 0 && double.IsFinite(tokens))
            return new LossPoint(Params.From(parameters), Tokens.From(tokens), Nats.From(loss));
        complaint = "D = C / 6N is beyond the range of numbers";
        return null;

        double Amount(int column, ref string? complaint)
        {
            string name = table.Header[column], text = table[column];
            if (Numbers.IsMissing(text))
                complaint ??= $"{name} is missing";
            else if (!Numbers.TryReal(text, out double value))
                complaint ??= Numbers.Complaint(name, text);
            else if (!(value > 0 && double.IsFinite(value)))
                complaint ??= $"{name} '{text}' is not finite and above 0";
            else
                return value;
            return double.NaN;
        }
    }
}
