using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Presage.Readers.Json;

namespace Presage.Readers.Mappings;

/// <summary>The records of a foreign JSON file: JSON lines, an array of objects, one object, or the values at certain places within them.</summary>
/// <remarks>
/// Members of members are columns with dotted names, such as <c>tasks.arith_add2.acc</c>; elements of arrays have their index.
/// A place is named likewise. A row that is a number or a text has the one column <c>value</c>. One row is held at a time.
/// </remarks>
internal sealed class JsonRows : ITableRow
{
    /// <summary>The column of a row that is no object.</summary>
    private const string ValueColumn = "value";

    // A record has some dozens of fields; this bounds the memory that one record can take.
    private const int MostFields = 100_000;

    private readonly Regex? _places;
    private readonly FileReading _reading;
    private readonly Action<ITableRow> _action;
    private readonly List<string> _columns = [];
    private readonly Dictionary<string, string> _fields = [];
    private string _place = "";
    private string? _firstPassed;

    private JsonRows(Regex? places, FileReading reading, Action<ITableRow> action) => (_places, _reading, _action) = (places, reading, action);

    public string Record => _place.Length > 0 ? _place : string.Create(CultureInfo.InvariantCulture, $"record {Number + 1}");

    public long Number { get; private set; } = -1;

    public Match? Place { get; private set; }

    public IReadOnlyList<string> Columns => _columns;

    public string? Field(string column) => _fields.GetValueOrDefault(column);

    /// <param name="content">The file.</param>
    /// <param name="places">A regex for the dotted places of the rows; null where every outermost object is one.</param>
    /// <param name="reading">The file's reading.</param>
    /// <param name="action">Told of every row; the row is valid until it returns.</param>
    public static void ForEach(Stream content, Regex? places, FileReading reading, Action<ITableRow> action)
    {
        JsonRows row = new(places, reading, action);
        JsonStreamReader json = new(content);
        try
        {
            while (json.Read())
            {
                if (places is not null)
                    row.Descend(ref json, "");
                else if (json.Token == JsonTokenType.StartObject)
                    row.Take(ref json);
            }
        }
        finally
        {
            json.Dispose();
        }

        if (row is { Number: < 0, _firstPassed: { } passed })
            throw new UnusableFileException($"no place in it matches 'rows'; its first place is '{passed}'");
    }

    // Goes through a value that is no row itself.
    private void Descend(ref JsonStreamReader json, string place)
    {
        if (json.Token == JsonTokenType.StartObject)
        {
            while (json.Read() && json.Token == JsonTokenType.PropertyName)
            {
                string name = json.GetString();
                json.MustRead();
                Visit(ref json, place.Length == 0 ? name : $"{place}.{name}");
            }
        }
        else if (json.Token == JsonTokenType.StartArray)
        {
            for (int i = 0; json.Read() && json.Token != JsonTokenType.EndArray; i++)
            {
                string index = i.ToString(CultureInfo.InvariantCulture);
                Visit(ref json, place.Length == 0 ? index : $"{place}.{index}");
            }
        }
    }

    private void Visit(ref JsonStreamReader json, string place)
    {
        Match match = _places!.Match(place);
        if (!match.Success)
        {
            if (json.Token is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
                _firstPassed ??= place;
            Descend(ref json, place);
            return;
        }

        (_place, Place) = (place, match);
        Take(ref json);
    }

    private void Take(ref JsonStreamReader json)
    {
        _reading.Cancellation.ThrowIfCancellationRequested();
        Number++;
        _columns.Clear();
        _fields.Clear();
        switch (json.Token)
        {
            case JsonTokenType.StartObject:
                FillObject(ref json, "");
                break;
            case JsonTokenType.StartArray:
                FillArray(ref json, "");
                break;
            default:
                FillValue(ref json, ValueColumn);
                break;
        }

        _action(this);
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
