using System.Collections.Immutable;
using System.Text;

namespace Presage.Reports;

/// <summary>Writes tables of text as Markdown.</summary>
public static class ForecastMarkdown
{
    /// <summary>Writes the tables as UTF-8 without a byte-order mark.</summary>
    /// <param name="title">Heading of the document.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="destination">Where to; left open.</param>
    public static void Write(string title, ImmutableArray<TextTable> tables, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(title);
        using var text = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine($"# {ReportMarkdown.Escape(title)}");
        foreach (TextTable table in tables)
        {
            text.WriteLine();
            text.WriteLine($"## {ReportMarkdown.Escape(table.Title)}");
            text.WriteLine();
            if (table.Rows.Length > 0)
            {
                text.WriteLine($"| {string.Join(" | ", table.Columns)} |");
                text.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", table.Columns.Length))}");
                foreach (ImmutableArray<string> row in table.Rows)
                    text.WriteLine($"| {string.Join(" | ", row.Select(ReportMarkdown.Escape))} |");
                text.WriteLine();
            }

            foreach (string note in table.Notes)
                text.WriteLine($"- {ReportMarkdown.Escape(note)}");
        }
    }
}
