using System.Diagnostics.CodeAnalysis;
using Presage.Readers.Yaml;

namespace Presage.Readers.Mappings;

/// <summary>Where a mapping finds a field: a text of its own, a column, or a small table of its own.</summary>
internal abstract class FieldSource
{
    private static readonly string[] Keys = ["column", "scale", "key", "table", "else"];

    /// <summary>The field's text; null where it is missing.</summary>
    public abstract string? Text(ITableRow row, Captures captures);

    /// <summary>What a number is multiplied by.</summary>
    public virtual double Scale => 1;

    /// <summary>Complains where the column was looked for and no file had it.</summary>
    /// <param name="seen">Columns of a file that was read.</param>
    public virtual void RequireFound(IReadOnlyCollection<string> seen)
    {
    }

    /// <summary>The number; null where the field is missing.</summary>
    /// <exception cref="BadFieldException">The field is no finite number.</exception>
    public double? Number(string name, ITableRow row, Captures captures)
    {
        if (Text(row, captures) is not { } text || Numbers.IsMissing(text))
            return null;
        if (!Numbers.TryReal(text, out double value))
            throw new BadFieldException(Numbers.Complaint(name, text));
        return double.IsFinite(value * Scale) ? value * Scale : throw new BadFieldException($"{name} is not finite");
    }

    /// <summary>A number of at least 0; null where the field is missing.</summary>
    public double? Amount(string name, ITableRow row, Captures captures) =>
        Number(name, row, captures) is not < 0 and var amount ? amount : throw new BadFieldException($"{name} is negative");

    /// <summary>A whole number of at least <paramref name="least"/>; null where the field is missing.</summary>
    public long? Whole(string name, ITableRow row, Captures captures, long least)
    {
        if (Number(name, row, captures) is not { } value)
            return null;
        return value == Math.Floor(value) && value >= least && Math.Abs(value) < 1L << 53
            ? (long)value
            : throw new BadFieldException($"{name} is not a whole number of at least {least}");
    }

    /// <summary>Reads the source of a field.</summary>
    /// <returns>Null where the section does not have the key.</returns>
    /// <exception cref="UnreadableInputException">The source is not well-formed.</exception>
    [return: NotNullIfNotNull(nameof(fallback))]
    public static FieldSource? Parse(YamlSection section, string key, IReadOnlyCollection<string> captures, string? fallback = null)
    {
        if (!section.Has(key))
            return fallback is null ? null : new Constant(Template.Parse(fallback, section, key, captures));
        if (!section.HasSection(key))
            return new Constant(Template.Parse(section.Text(key) ?? "", section, key, captures));
        YamlSection source = section.Section(key)!;
        source.AllowOnly(Keys);
        if (source.Has("column") == source.Has("key"))
            throw source.Mistake($"'{key}' needs either 'column', or 'key' with 'table'");
        if (source.Has("column"))
        {
            if (source.Has("table") || source.Has("else"))
                throw source.Mistake($"'{key}' has a 'table' or an 'else' but no 'key'");
            Template column = Template.Parse(source.RequiredText("column"), source, "column", captures);
            return new Column(column, source, source.Number("scale") ?? 1);
        }

        if (source.Has("scale") || source.Section("table") is not { } table)
            throw source.Mistake($"'{key}' needs 'key' and 'table', and at most 'else' beside them");
        return new Lookup(
            Template.Parse(source.RequiredText("key"), source, "key", captures),
            table.Keys.ToDictionary(entry => entry, table.RequiredText),
            source.Text("else") is { } other ? Template.Parse(other, source, "else", captures) : null);
    }

    private sealed class Constant(Template template) : FieldSource
    {
        public override string? Text(ITableRow row, Captures captures) =>
            template.Fill(captures) is { Length: > 0 } text ? text : null;
    }

    private sealed class Column(Template name, YamlSection source, double scale) : FieldSource
    {
        // Set from several files at once; once true they stay so.
        private volatile bool _sought;
        private volatile bool _found;

        public override double Scale => scale;

        public override string? Text(ITableRow row, Captures captures)
        {
            _sought = true;
            if (row.Field(name.Fill(captures)) is not { } text)
                return null;
            _found = true;
            return text.Length == 0 ? null : text;
        }

        public override void RequireFound(IReadOnlyCollection<string> seen)
        {
            if (_sought && !_found)
            {
                string column = source.Text("column")!;
                throw source.Mistake("column", $"no file has the column '{column}'; {SeenColumns.Advice(column, seen)}");
            }
        }
    }

    private sealed class Lookup(Template key, Dictionary<string, string> table, Template? other) : FieldSource
    {
        public override string? Text(ITableRow row, Captures captures) =>
            table.TryGetValue(key.Fill(captures), out string? text) ? text
            : other?.Fill(captures) is { Length: > 0 } otherwise ? otherwise
            : null;
    }
}
