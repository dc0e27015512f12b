using System.CommandLine;

namespace Presage.Cli;

/// <summary>The JSON and Markdown of a command, either of which may go to standard output.</summary>
internal sealed class OutputOptions
{
    /// <summary>Where the JSON goes.</summary>
    public Option<string?> Json { get; } = new("--json") { Description = "Write JSON; - for standard output.", HelpName = "FILE" };

    /// <summary>Where the Markdown goes.</summary>
    public Option<string?> Markdown { get; } = new("--markdown") { Description = "Write Markdown; - for standard output.", HelpName = "FILE" };

    /// <summary>Adds the options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        command.Options.Add(Json);
        command.Options.Add(Markdown);
        command.Validators.Add(result =>
        {
            string[] outputs = [.. OptionRules.Words(result, Json), .. OptionRules.Words(result, Markdown)];
            if (outputs.Contains(""))
                result.AddError("An output needs a file name.");
            if (outputs.Count(path => path == "-") > 1)
                result.AddError("Only one of --json and --markdown can go to standard output.");
        });
    }
}
