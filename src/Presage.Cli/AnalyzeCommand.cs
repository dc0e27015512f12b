using System.CommandLine;
using System.CommandLine.Parsing;
using Presage.Curves;
using Presage.Reports;

namespace Presage.Cli;

/// <summary><c>presage analyze PATH...</c>: its options, and how they become settings.</summary>
internal static class AnalyzeCommand
{
    public const string DefaultPage = "presage-report.html";

    private static readonly string[] VerdictNames = [.. ReportText.VerdictKinds.Select(ReportText.VerdictName)];

    public static Command Create()
    {
        Argument<string[]> paths = new("PATH")
        {
            Description = "Result files, folders (walked) or globs; .gz is fine. Formats are recognised by content.",
            Arity = ArgumentArity.OneOrMore,
        };
        Option<string?> mapping = new("--mapping") { Description = "Mapping file that says how to read a foreign table.", HelpName = "FILE" };
        Option<string?> ladder = new("--ladder") { Description = "ladder.yaml or CSV with cards of your own models.", HelpName = "FILE" };
        Option<string[]> exclude = Many<string>("--exclude", "GLOB", "Leave out files that match.");
        Option<string[]> task = Many<string>("--task", "NAME", "Only these tasks; * and ? match.");
        Option<string[]> metric = Many<string>("--metric", "NAME", "Only these metrics; * and ? match.");
        Option<string[]> family = Many<string>("--family", "NAME", "Only these families; * and ? match.");
        Option<int[]> shots = Many<int>("--shots", "N", "Only results with so many shots.");
        Option<string[]> verdict = Many<string>("--verdict", "KIND", $"Only abilities with this verdict: {string.Join(", ", VerdictNames)}.");
        Option<string> over = new("--over") { Description = "Curves over sizes, over checkpoints, or both.", HelpName = "WHAT", DefaultValueFactory = _ => "both" };
        over.AcceptOnlyFromAmong("sizes", "checkpoints", "both");
        Option<long?> step = new("--step") { Description = "Compare sizes at this training step; default: the last that all have.", HelpName = "N" };
        Option<string> axis = new("--axis") { Description = "Axis to order and fit on: compute, parameters, tokens or loss.", HelpName = "AXIS", DefaultValueFactory = _ => "auto" };
        axis.AcceptOnlyFromAmong("auto", "compute", "parameters", "tokens", "loss");
        Option<bool> keepSubtasks = new("--keep-subtasks") { Description = "Keep numbered subtasks beside the result that pools them." };
        Option<string> html = new("--html") { Description = "Where the page goes.", HelpName = "FILE", DefaultValueFactory = _ => DefaultPage };
        Option<bool> noHtml = new("--no-html") { Description = "Write no page." };
        Option<string?> json = new("--json") { Description = "Write the report as JSON; - for standard output.", HelpName = "FILE" };
        Option<string?> markdown = new("--markdown") { Description = "Write the report as Markdown; - for standard output.", HelpName = "FILE" };
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print nothing but errors." };
        Option<int> top = new("--top") { Description = "Abilities to show in the terminal; 0 for all.", HelpName = "N", DefaultValueFactory = _ => 20 };
        Option<int> threads = new("--threads") { Description = "Threads; the report is the same at any number.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        top.AtLeast(0);
        threads.AtLeast(1);

        Command command = new("analyze", "Read evaluation results, draw their scaling curves with intervals, fit laws, and report.")
        {
            paths, mapping, ladder, exclude, task, metric, family, shots, verdict, over, step, axis, keepSubtasks,
            html, noHtml, json, markdown, quiet, top, threads,
        };
        command.Validators.Add(result =>
        {
            // Values are looked at as words: asking for a value that itself is in error would throw.
            foreach (string path in Words(result, paths).Where(path => path.Length > 1 && path[0] == '-'))
                result.AddError(Complaints.Misspelt(path, command));
            foreach (string word in Words(result, verdict).Where(word => !VerdictNames.Contains(word, StringComparer.OrdinalIgnoreCase)))
                result.AddError($"--verdict {word}: no such kind; known are {string.Join(", ", VerdictNames)}.");
            string[] outputs = [.. Words(result, html), .. Words(result, json), .. Words(result, markdown)];
            if (Words(result, html).Contains("-"))
                result.AddError("The page cannot go to standard output; --json and --markdown can.");
            if (outputs.Contains(""))
                result.AddError("An output needs a file name.");
            if (outputs.Where(path => path is not ("" or "-")).GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1) is { } twice)
                result.AddError($"Two outputs would go to '{twice.First()}'.");
            if (result.GetResult(noHtml) is { Implicit: false } && result.GetResult(html) is { Implicit: false })
                result.AddError("--html and --no-html contradict each other.");
            if (Words(result, json).Contains("-") && Words(result, markdown).Contains("-"))
                result.AddError("Only one of --json and --markdown can go to standard output.");
        });
        command.SetAction((parsed, cancellation) => Task.Run(
            () => new Analysis(Console.Out, Console.Error).Run(
                new AnalyzeSettings
                {
                    Paths = [.. parsed.GetValue(paths)!],
                    Mapping = parsed.GetValue(mapping),
                    Ladder = parsed.GetValue(ladder),
                    Excluded = [.. parsed.GetValue(exclude) ?? []],
                    Filter = new SeriesFilter
                    {
                        Tasks = [.. parsed.GetValue(task) ?? []],
                        Metrics = [.. parsed.GetValue(metric) ?? []],
                        Families = [.. parsed.GetValue(family) ?? []],
                        Shots = [.. parsed.GetValue(shots) ?? []],
                    },
                    Verdicts = [.. ReportText.VerdictKinds.Where(kind => (parsed.GetValue(verdict) ?? []).Contains(ReportText.VerdictName(kind), StringComparer.OrdinalIgnoreCase))],
                    Curves = new CurveOptions
                    {
                        OverSizes = parsed.GetValue(over) is "sizes" or "both",
                        OverCheckpoints = parsed.GetValue(over) is "checkpoints" or "both",
                        Step = parsed.GetValue(step),
                        Axis = parsed.GetValue(axis) switch
                        {
                            "compute" => ScaleAxis.TrainingCompute,
                            "parameters" => ScaleAxis.Parameters,
                            "tokens" => ScaleAxis.Tokens,
                            "loss" => ScaleAxis.Loss,
                            _ => null,
                        },
                    },
                    KeepSubtasks = parsed.GetValue(keepSubtasks),
                    Html = parsed.GetValue(noHtml) ? null : parsed.GetValue(html),
                    Json = parsed.GetValue(json),
                    Markdown = parsed.GetValue(markdown),
                    Quiet = parsed.GetValue(quiet),
                    Top = parsed.GetValue(top),
                    Threads = parsed.GetValue(threads),
                },
                cancellation),
            CancellationToken.None));
        return command;
    }

    private static IEnumerable<string> Words(CommandResult command, Symbol symbol) =>
        symbol switch
        {
            Argument argument => command.GetResult(argument)?.Tokens.Select(token => token.Value),
            Option option => command.GetResult(option)?.Tokens.Select(token => token.Value),
            _ => null,
        } ?? [];

    private static Option<T[]> Many<T>(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
