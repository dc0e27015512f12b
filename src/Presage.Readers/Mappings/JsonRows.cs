using System.Globalization;
using System.Text.Json;
using Presage.Readers.Json;

namespace Presage.Readers.Mappings;

/// <summary>The records of a foreign JSON file: JSON lines, an array of objects, or one object.</summary>
/// <remarks>Members of members are columns with dotted names, such as <c>tasks.arith_add2.acc</c>; elements of arrays have their index.</remarks>
internal sealed class JsonRows : ITableRow
{
    // A record has some dozens of fields; this bounds the memory that one record can take.
    private const int MostFields = 100_000;

    private readonly List<string> _columns = [];
    private readonly Dictionary<string, string> _fields = [];
    private long _number;

    private JsonRows()
    {
    }

    public string Record => string.Create(CultureInfo.InvariantCulture, $"record {_number}");

    public IReadOnlyList<string> Columns => _columns;

    public string? Field(string column) => _fields.GetValueOrDefault(column);

    public static void ForEach(Stream content, FileReading reading, Action<ITableRow> action)
    {
        JsonRows row = new();
        JsonStreamReader json = new(content);
        try
        {
            while (json.Read())
            {
                reading.Cancellation.ThrowIfCancellationRequested();
                if (json.Token != JsonTokenType.StartObject)
                    continue;
                row._number++;
                row._columns.Clear();
                row._fields.Clear();
                row.FillObject(ref json, "");
                action(row);
            }
        }
        finally
        {
            json.Dispose();
        }
    }

    private void FillObject(ref JsonStreamReader json, string prefix)
    {
        while (json.Read() && json.Token == JsonTokenType.PropertyName)
        {
            string name = prefix + json.GetString();
            json.MustRead();
            FillValue(ref json, name);
        }
    }

    private void FillArray(ref JsonStreamReader json, string prefix)
    {
        for (int i = 0; json.Read() && json.Token != JsonTokenType.EndArray; i++)
            FillValue(ref json, prefix + i.ToString(CultureInfo.InvariantCulture));
    }

    private void FillValue(ref JsonStreamReader json, string name)
    {
        switch (json.Token)
        {
            case JsonTokenType.StartObject:
                FillObject(ref json, name + ".");
                return;
            case JsonTokenType.StartArray:
                FillArray(ref json, name + ".");
                return;
        }

        string text = json.GetStringOrNull()
            ?? json.GetDoubleOrNull()?.ToString("R", CultureInfo.InvariantCulture)
            ?? (json.GetBooleanOrNull() is { } truth ? (truth ? "true" : "false") : "");
        if (_fields.TryAdd(name, text))
            _columns.Add(name);
        else if (_fields[name] != text)
            throw new UnusableFileException($"{Record} claims '{name}' twice, {_fields[name]} and {text}");
        if (_columns.Count > MostFields)
            throw new UnusableFileException($"{Record} has more than {MostFields} fields");
    }
}
