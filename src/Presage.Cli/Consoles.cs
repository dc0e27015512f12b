using Spectre.Console;

namespace Presage.Cli;

/// <summary>Where a command prints: a terminal with its colours, or plain text where output is piped.</summary>
internal static class Consoles
{
    private const int PipedWidth = 240;

    /// <summary>Whether output is piped.</summary>
    public static bool Plain => Console.IsOutputRedirected;

    /// <summary>The console over a writer; colours follow the terminal and <c>NO_COLOR</c>.</summary>
    public static IAnsiConsole Over(TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = Plain ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        if (Plain)
            console.Profile.Width = PipedWidth;
        return console;
    }
}
