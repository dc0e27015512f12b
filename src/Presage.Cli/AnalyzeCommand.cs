using System.CommandLine;

namespace Presage.Cli;

/// <summary><c>presage analyze PATH...</c>: its options, and how they become settings.</summary>
internal static class AnalyzeCommand
{
    public const string DefaultPage = "presage-report.html";

    public static Command Create()
    {
        ReadingOptions reading = new();
        Option<string> html = new("--html") { Description = "Where the page goes.", HelpName = "FILE", DefaultValueFactory = _ => DefaultPage };
        Option<bool> noHtml = new("--no-html") { Description = "Write no page." };
        Option<string?> json = new("--json") { Description = "Write the report as JSON; - for standard output.", HelpName = "FILE" };
        Option<string?> markdown = new("--markdown") { Description = "Write the report as Markdown; - for standard output.", HelpName = "FILE" };
        Option<int> top = new("--top") { Description = "Series to show in the terminal; 0 for all.", HelpName = "N", DefaultValueFactory = _ => 20 };
        top.AtLeast(0);

        Command command = new("analyze", "Read evaluation results, draw their scaling curves with intervals, fit laws, and report.");
        reading.AddInputs(command);
        foreach (Option option in (Option[])[html, noHtml, json, markdown, top])
            command.Options.Add(option);
        reading.AddBehaviour(command);
        command.Validators.Add(result =>
        {
            string[] outputs = [.. OptionRules.Words(result, html), .. OptionRules.Words(result, json), .. OptionRules.Words(result, markdown)];
            if (OptionRules.Words(result, html).Contains("-"))
                result.AddError("The page cannot go to standard output; --json and --markdown can.");
            if (outputs.Contains(""))
                result.AddError("An output needs a file name.");
            if (outputs.Where(path => path is not ("" or "-")).GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice)
                result.AddError($"Two outputs would go to '{twice.First()}'.");
            if (result.GetResult(noHtml) is { Implicit: false } && result.GetResult(html) is { Implicit: false })
                result.AddError("--html and --no-html contradict each other.");
            if (OptionRules.Words(result, json).Contains("-") && OptionRules.Words(result, markdown).Contains("-"))
                result.AddError("Only one of --json and --markdown can go to standard output.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new Analysis(Console.Out, Console.Error).Run(
                new AnalyzeSettings
                {
                    Reading = reading.Settings(parsed),
                    Html = parsed.GetValue(noHtml) ? null : parsed.GetValue(html),
                    Json = parsed.GetValue(json),
                    Markdown = parsed.GetValue(markdown),
                    Top = parsed.GetValue(top),
                },
                cancellation),
            CancellationToken.None));
        return command;
    }
}
