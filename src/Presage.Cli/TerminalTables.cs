using System.Collections.Immutable;
using Presage.Reports;
using Spectre.Console;

namespace Presage.Cli;

/// <summary>Tables of text in a terminal; plain where piped.</summary>
internal sealed class TerminalTables(TextWriter output)
{
    private readonly IAnsiConsole _console = Consoles.Over(output);

    /// <param name="table">The table.</param>
    /// <param name="top">Rows to show; 0 for all.</param>
    public void Write(TextTable table, int top)
    {
        _console.MarkupLineInterpolated($"[bold]{table.Title}[/]");
        if (table.Rows.Length > 0)
        {
            Table drawn = new() { Border = Consoles.Plain ? TableBorder.None : TableBorder.Simple };
            foreach (string column in table.Columns)
                drawn.AddColumn(new TableColumn(column) { Padding = new Padding(0, 0, 1, 0) });
            foreach (ImmutableArray<string> row in top == 0 ? table.Rows : [.. table.Rows.Take(top)])
                drawn.AddRow(row.Select(cell => new Text(ReportText.Printable(cell))));
            _console.Write(drawn);
        }

        if (top > 0 && table.Rows.Length > top)
            _console.MarkupLine($"[grey]{NumberText.Count(table.Rows.Length - top)} more; --top 0 shows all.[/]");
        foreach (string note in table.Notes)
            _console.MarkupLineInterpolated($"[grey]{ReportText.Printable(note)}[/]");
        _console.WriteLine();
    }
}
