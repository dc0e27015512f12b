namespace Presage.Readers.Mappings;

/// <summary>One record of a foreign table: fields by column name.</summary>
internal interface ITableRow
{
    /// <summary>The record as reports name it.</summary>
    string Record { get; }

    /// <summary>The columns of this record, in order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The text in a column, empty where it is empty; null where there is no such column.</summary>
    string? Field(string column);
}
