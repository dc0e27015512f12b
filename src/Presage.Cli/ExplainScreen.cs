using System.Globalization;
using Presage.Mirages;
using Presage.Reports;
using Spectre.Console;

namespace Presage.Cli;

/// <summary>The closed-form model in a terminal: once as lines, or live under the keys.</summary>
internal sealed class ExplainScreen(TextWriter output)
{
    private const int PanelWidth = 32;

    private readonly IAnsiConsole _console = Consoles.Over(output);

    /// <summary>Whether there is somebody to press keys and a terminal that can be drawn over.</summary>
    public bool CanBeLive => !Console.IsInputRedirected && !Console.IsOutputRedirected && _console.Profile.Capabilities.Ansi;

    /// <summary>Writes everything: charts, sentence and tables.</summary>
    public void Write(Mirage mirage)
    {
        WriteSettings(mirage.Settings, chosen: null);
        _console.WriteLine();
        WritePanels(mirage);
        _console.MarkupLineInterpolated($"{MirageText.Sentence(mirage)}");
        _console.WriteLine();
        TerminalTables tables = new(output);
        foreach (TextTable table in MirageText.Tables(mirage))
            tables.Write(table, top: 0);
    }

    /// <summary>Draws anew at every key until the user leaves.</summary>
    /// <returns>The settings at the end.</returns>
    public MirageSettings Live(MirageSettings settings, CancellationToken cancellation)
    {
        ExplainKeys? keys = new(settings, 0), last = keys;
        bool treated = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            _console.AlternateScreen(() =>
            {
                _console.Cursor.Hide();
                for (; keys is not null; keys = keys.After(Pressed(keys, cancellation)))
                    last = keys;
                _console.Cursor.Show();
            });
        }
        finally
        {
            Console.TreatControlCAsInput = treated;
        }

        return last.Settings;
    }

    // Waits for a key, and draws again where the window has changed.
    private ConsoleKeyInfo Pressed(ExplainKeys keys, CancellationToken cancellation)
    {
        (int, int) drawn = (0, 0);
        while (!Console.KeyAvailable)
        {
            cancellation.ThrowIfCancellationRequested();
            if ((Console.WindowWidth, Console.WindowHeight) != drawn)
            {
                drawn = (Console.WindowWidth, Console.WindowHeight);
                _console.Profile.Width = Console.WindowWidth;
                Draw(keys);
            }

            Thread.Sleep(15);
        }

        return Console.ReadKey(intercept: true);
    }

    private void Draw(ExplainKeys keys)
    {
        Mirage mirage = new(keys.Settings);
        _console.Clear(home: true);
        WriteSettings(keys.Settings, keys.Chosen);
        WritePanels(mirage);
        _console.MarkupLineInterpolated($"{MirageText.Sentence(mirage)}");
        _console.MarkupLineInterpolated($"[grey]Widths in decades, 10 to 90 %: {string.Join(", ", mirage.Transitions.Select(Width))}.[/]");
        _console.Markup("[grey]↑ ↓ choose, ← → change, q leaves.[/]");
    }

    private static string Width(MetricTransition one) =>
        string.Create(CultureInfo.InvariantCulture, $"{MirageText.Name(one.Metric).ToLowerInvariant()} {(one.Decades == 0 ? "0" : one.Decades.ToString("0.00", CultureInfo.InvariantCulture))}");

    private void WriteSettings(MirageSettings settings, int? chosen)
    {
        string[] texts =
        [
            string.Create(CultureInfo.InvariantCulture, $"exponent {settings.Exponent:0.00##}"),
            $"target length {NumberText.Count(settings.TargetTokens)}",
            $"choices {NumberText.Count(settings.Choices)}",
            $"items {NumberText.Count(settings.Items)}",
        ];
        _console.MarkupLine(string.Join("  ", texts.Select((text, i) => i == chosen ? $"[invert] {text} [/]" : $" [bold]{text}[/] ")));
    }

    private void WritePanels(Mirage mirage)
    {
        // The width of a terminal where there is one, else lines of a width that fits most.
        int width = Consoles.Plain ? 3 * (PanelWidth + 2) : _console.Profile.Width;
        int across = Math.Clamp((width + 2) / 26, 1, 3);
        int each = Math.Clamp(((width + 2) / across) - 2, 20, 44);
        foreach (ExplainPanels.Panel[] row in ExplainPanels.Of(mirage, each).Chunk(across))
        {
            for (int line = 0; line < row[0].Lines.Length; line++)
                _console.MarkupLine(string.Join("  ", row.Select(panel => Coloured(panel, line))).TrimEnd());
        }
    }

    private static string Coloured(ExplainPanels.Panel panel, int line)
    {
        string text = Markup.Escape(panel.Lines[line]);
        return line == 0 ? $"[bold {panel.Colour}]{text}[/]"
            : text.IndexOf('│', StringComparison.Ordinal) is var bar && bar >= 0 ? $"[grey]{text[..(bar + 1)]}[/][{panel.Colour}]{text[(bar + 1)..]}[/]"
            : $"[grey]{text}[/]";
    }
}
