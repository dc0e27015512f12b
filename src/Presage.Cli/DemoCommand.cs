using System.CommandLine;
using Presage.Lab.Studies;

namespace Presage.Cli;

/// <summary><c>presage demo</c>: its options, and how they become settings.</summary>
internal static class DemoCommand
{
    private const string DefaultPage = "presage-demo.html";

    public static Command Create()
    {
        Option<bool> quick = new("--quick") { Description = "Fewer sizes, two seeds of each: under half a minute." };
        Option<bool> full = new("--full") { Description = "More sizes, five seeds of each." };
        Option<string?> folder = new("--out", "-o") { Description = "Keep models and outcomes; the same command goes on after a stop.", HelpName = "STUDY" };
        Option<long> seed = new("--seed") { Description = "Seed of the first model of each size.", HelpName = "N", DefaultValueFactory = _ => 1 };
        Option<string> html = new("--html") { Description = "Where the page goes.", HelpName = "FILE", DefaultValueFactory = _ => DefaultPage };
        Option<bool> noHtml = new("--no-html") { Description = "Write no page." };
        Option<bool> noOpen = new("--no-open") { Description = "Do not open the page in a browser." };
        OutputOptions outputs = new();
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print nothing but errors." };
        Option<int> threads = new("--threads")
        {
            Description = "Models trained at a time; the results are the same at any number.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        threads.AtLeast(1);
        Command command = new("demo", "Train two ladders of tiny transformers here and now, and judge whether their jumps are real.")
        {
            quick, full, folder, seed, html, noHtml, noOpen, quiet, threads,
        };
        outputs.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(quick) is { Implicit: false } && result.GetResult(full) is { Implicit: false })
                result.AddError("--quick and --full contradict each other.");
            if (result.GetResult(noHtml) is { Implicit: false } && result.GetResult(html) is { Implicit: false })
                result.AddError("--html and --no-html contradict each other.");
            if (OptionRules.Words(result, html).Contains("-"))
                result.AddError("The page cannot go to standard output; --json and --markdown can.");
            if (OptionRules.Words(result, html).Contains("") || OptionRules.Words(result, folder).Contains(""))
                result.AddError("An output needs a name.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new Demo(Console.Out, Console.Error, TimeProvider.System).Run(
                new DemoSettings
                {
                    Size = parsed.GetValue(quick) ? DemoSize.Quick : parsed.GetValue(full) ? DemoSize.Full : DemoSize.Usual,
                    Seed = parsed.GetValue(seed),
                    Folder = parsed.GetValue(folder),
                    Html = parsed.GetValue(noHtml) ? null : parsed.GetValue(html),
                    Json = parsed.GetValue(outputs.Json),
                    Markdown = parsed.GetValue(outputs.Markdown),
                    Opens = !parsed.GetValue(noOpen),
                    Quiet = parsed.GetValue(quiet),
                    Threads = parsed.GetValue(threads),
                },
                cancellation),
            CancellationToken.None));
        return command;
    }
}
