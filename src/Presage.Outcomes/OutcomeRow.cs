using System.Collections.Immutable;
using System.Data.Common;

namespace Presage.Outcomes;

/// <summary>Reads columns by name.</summary>
internal sealed class OutcomeRow(DbDataReader reader)
{
    private readonly Dictionary<string, int> _ordinals = Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => i);

    public string? Text(string name) => Has(name, out int i) ? reader.GetString(i) : null;

    public int? Integer(string name) => Has(name, out int i) ? reader.GetInt32(i) : null;

    public long? Long(string name) => Has(name, out int i) ? reader.GetInt64(i) : null;

    public double? Number(string name) => Has(name, out int i) ? reader.GetDouble(i) : null;

    public bool? Truth(string name) => Has(name, out int i) ? reader.GetBoolean(i) : null;

    public ulong Hash(string name) => reader.GetFieldValue<ulong>(_ordinals[name]);

    public ImmutableArray<T> List<T>(string name) => Has(name, out int i) ? [.. reader.GetFieldValue<List<T>>(i)] : default;

    private bool Has(string name, out int ordinal) => _ordinals.TryGetValue(name, out ordinal) && !reader.IsDBNull(ordinal);
}
