using System.Text.RegularExpressions;

namespace Presage.Readers.Mappings;

/// <summary>One record of a foreign table: fields by column name.</summary>
internal interface ITableRow
{
    /// <summary>The record as reports name it.</summary>
    string Record { get; }

    /// <summary>Rows before this one in the file.</summary>
    long Number { get; }

    /// <summary>What the mapping's <c>rows</c> captured from the row's place in a JSON file; null where it has no such regex.</summary>
    Match? Place { get; }

    /// <summary>The columns of this record, in order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>The text in a column, empty where it is empty; null where there is no such column.</summary>
    string? Field(string column);
}
