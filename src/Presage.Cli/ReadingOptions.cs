using System.CommandLine;
using Presage.Curves;

namespace Presage.Cli;

/// <summary>The arguments and options of every command that reads evaluation results.</summary>
internal sealed class ReadingOptions
{
    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "Result files, folders (walked) or globs; .gz is fine. Formats are recognised by content.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _mapping = new("--mapping") { Description = "Mapping file that says how to read a foreign table.", HelpName = "FILE" };
    private readonly Option<string?> _ladder = new("--ladder") { Description = "ladder.yaml or CSV with cards of your own models.", HelpName = "FILE" };
    private readonly Option<string[]> _exclude = Many<string>("--exclude", "GLOB", "Leave out files that match.");
    private readonly Option<string[]> _task = Many<string>("--task", "NAME", "Only these tasks; * and ? match.");
    private readonly Option<string[]> _metric = Many<string>("--metric", "NAME", "Only these metrics; * and ? match.");
    private readonly Option<string[]> _family = Many<string>("--family", "NAME", "Only these families; * and ? match.");
    private readonly Option<int[]> _shots = Many<int>("--shots", "N", "Only results with so many shots.");
    private readonly Option<string> _over = new("--over") { Description = "Curves over sizes, over checkpoints, or both.", HelpName = "WHAT", DefaultValueFactory = _ => "both" };
    private readonly Option<long?> _step = new("--step") { Description = "Compare sizes at this training step; default: the last that all have.", HelpName = "N" };
    private readonly Option<string> _axis = new("--axis") { Description = "Axis to order and fit on: compute, parameters, tokens or loss.", HelpName = "AXIS", DefaultValueFactory = _ => "auto" };
    private readonly Option<bool> _keepSubtasks = new("--keep-subtasks") { Description = "Keep numbered subtasks beside the result that pools them." };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print nothing but errors." };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads; the report is the same at any number.", HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };

    public ReadingOptions()
    {
        _over.AcceptOnlyFromAmong("sizes", "checkpoints", "both");
        _axis.AcceptOnlyFromAmong("auto", "compute", "parameters", "tokens", "loss");
        _threads.AtLeast(1);
    }

    /// <summary>Adds what says what to read, in the order of the help.</summary>
    /// <param name="command">The command.</param>
    public void AddInputs(Command command)
    {
        command.Arguments.Add(_paths);
        foreach (Option option in (Option[])[_mapping, _ladder, _exclude, _task, _metric, _family, _shots, _over, _step, _axis, _keepSubtasks])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            // Values are looked at as words: asking for a value that itself is in error would throw.
            foreach (string path in OptionRules.Words(result, _paths).Where(path => path.Length > 1 && path[0] == '-'))
                result.AddError(Complaints.Misspelt(path, command));
        });
    }

    /// <summary>Adds how the command behaves, in the order of the help.</summary>
    /// <param name="command">The command.</param>
    public void AddBehaviour(Command command)
    {
        command.Options.Add(_quiet);
        command.Options.Add(_threads);
    }

    /// <summary>The settings of a command line without errors.</summary>
    public ReadingSettings Settings(ParseResult parsed) => new()
    {
        Paths = [.. parsed.GetValue(_paths)!],
        Mapping = parsed.GetValue(_mapping),
        Ladder = parsed.GetValue(_ladder),
        Excluded = [.. parsed.GetValue(_exclude) ?? []],
        Filter = new SeriesFilter
        {
            Tasks = [.. parsed.GetValue(_task) ?? []],
            Metrics = [.. parsed.GetValue(_metric) ?? []],
            Families = [.. parsed.GetValue(_family) ?? []],
            Shots = [.. parsed.GetValue(_shots) ?? []],
        },
        Curves = new CurveOptions
        {
            OverSizes = parsed.GetValue(_over) is "sizes" or "both",
            OverCheckpoints = parsed.GetValue(_over) is "checkpoints" or "both",
            Step = parsed.GetValue(_step),
            Axis = parsed.GetValue(_axis) switch
            {
                "compute" => ScaleAxis.TrainingCompute,
                "parameters" => ScaleAxis.Parameters,
                "tokens" => ScaleAxis.Tokens,
                "loss" => ScaleAxis.Loss,
                _ => null,
            },
        },
        KeepSubtasks = parsed.GetValue(_keepSubtasks),
        Quiet = parsed.GetValue(_quiet),
        Threads = parsed.GetValue(_threads),
    };

    private static Option<T[]> Many<T>(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };
}
