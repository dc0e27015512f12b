using System.CommandLine;
using System.CommandLine.Parsing;

namespace Presage.Cli;

/// <summary>The program: its commands, and what happens to a command line that is not understood.</summary>
internal static class PresageCommand
{
    public static int Run(string[] args)
    {
        RootCommand root = new("""
            Is the jump real, and what will the next model do?
            Scaling curves and laws from evaluation results of language models.

            Exit codes: 0 report made; 1 report made, but some input was broken (listed); 2 command line not understood;
            3 no report (an input cannot be read, or nothing usable was found); 4 an output cannot be written; 130 stopped.
            With 2, 3, 4 and 130 no output file is touched.
            """)
        {
            DemoCommand.Create(),
            AnalyzeCommand.Create(),
            ExplainCommand.Create(),
            FitCommand.Create(),
            ForecastCommand.Create(),
            ForecastCommand.CreateBacktest(),
            FreezeCommand.Create(),
            FreezeCommand.CreateScore(),
            ContrastCommand.Create(),
            SurveyCommand.Create(),
            ResolutionCommand.Create(),
            ItemsCommand.Create(),
            LengthsCommand.Create(),
            SimulateCommand.Create(),
            TrainCommand.Create(),
            ImportCommand.Create(),
            InspectCommand.Create(),
            ExportCommand.Create(),
        };
        if (args.Length == 0)
        {
            root.Parse("--help").Invoke();
            return ExitCode.Usage;
        }

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
            return parsed.Invoke(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

        foreach (string error in Complaints.About(parsed))
            Console.Error.WriteLine(error);
        Console.Error.WriteLine($"See '{Words(parsed.CommandResult, root)} --help'.");
        return ExitCode.Usage;
    }

    /// <summary>A command as it is typed, such as <c>presage fit chinchilla</c>.</summary>
    private static string Words(CommandResult result, RootCommand root) =>
        result.Command == root || result.Parent is not CommandResult parent ? "presage" : $"{Words(parent, root)} {result.Command.Name}";
}
