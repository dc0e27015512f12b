using System.Globalization;
using System.Text.RegularExpressions;
using Presage.Readers.Tables;

namespace Presage.Readers.Mappings;

/// <summary>The rows of a foreign delimited table.</summary>
internal sealed class CsvRows : ITableRow
{
    private readonly CsvTable _table;
    private readonly Dictionary<string, int> _positions = [];
    private readonly HashSet<string> _repeated = [];

    private CsvRows(CsvTable table)
    {
        _table = table;
        for (int i = 0; i < table.Header.Length; i++)
        {
            if (!_positions.TryAdd(table.Header[i], i))
                _repeated.Add(table.Header[i]);
        }

        Columns = [.. _positions.Keys];
    }

    public string Record => string.Create(CultureInfo.InvariantCulture, $"line {_table.Line}");

    public long Number { get; private set; } = -1;

    public Match? Place => null;

    public IReadOnlyList<string> Columns { get; }

    public string? Field(string column)
    {
        if (_repeated.Contains(column))
            throw new UnusableFileException($"the column '{column}' stands more than once in the header", "line 1");
        return _positions.TryGetValue(column, out int position) ? _table[position] : null;
    }

    /// <param name="content">The file.</param>
    /// <param name="head">Its head.</param>
    /// <param name="refusesShortRows">Whether a row with fewer fields than the header is refused, as the cut end of a file would be.</param>
    /// <param name="reading">The file's reading.</param>
    /// <param name="action">Told of every row; the row is valid until it returns.</param>
    public static void ForEach(Stream content, FileHead head, bool refusesShortRows, FileReading reading, Action<ITableRow> action)
    {
        if (head.FirstLine is not { } line)
            throw new UnusableFileException("not a table");
        using CsvTable table = CsvTable.Open(content, line);
        CsvRows row = new(table);
        while (table.Read())
        {
            reading.Cancellation.ThrowIfCancellationRequested();
            row.Number++;
            if (table.Count > table.Header.Length)
                reading.Reject(row.Record, $"{table.Count} fields where the header has {table.Header.Length}");
            else if (refusesShortRows && table.Count < table.Header.Length)
                reading.Reject(row.Record, $"{table.Count} fields where the header has {table.Header.Length}; is the file cut off here?");
            else
                action(row);
        }
    }
}
