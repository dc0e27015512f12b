using System.Text.RegularExpressions;
using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>A column that says several things at once, such as <c>Pythia_12B_300B</c>, and the regex that takes it apart.</summary>
internal sealed class ColumnSplit(YamlSection section, string column)
{
    private readonly Regex _regex = TableMapping.ParseRegex(section, column, section.RequiredText(column));

    // Set from several files at once; once true it stays so.
    private volatile bool _found;

    public IEnumerable<string> Captured => Captures.NamesOf(_regex);

    /// <summary>What the column of a row captures; null where the row has no such column.</summary>
    /// <exception cref="BadFieldException">The text is not of this form.</exception>
    public Match? Match(ITableRow row)
    {
        if (row.Field(column) is not { } text)
            return null;
        _found = true;
        Match match = _regex.Match(text);
        return match.Success ? match : throw new BadFieldException($"{column} '{text}' does not match '{section.Text(column)}'");
    }

    /// <summary>Complains where no file had the column.</summary>
    public void RequireFound(IReadOnlyCollection<string> seen)
    {
        if (!_found)
            throw section.Mistake(column, $"no file has the column '{column}'; {SeenColumns.Advice(column, seen)}");
    }
}
