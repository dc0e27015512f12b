using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Presage.Lab.Studies;

namespace Presage.Cli;

/// <summary><c>presage train LAB.YAML --out STUDY</c>: its options, and how they become a study.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        Argument<string?> file = new("FILE") { Description = "The study's description; see --example.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> folder = new("--out", "-o")
        {
            Description = "Where models, outcomes and the description go: a new folder, or that of a study that was stopped.",
            HelpName = "STUDY",
        };
        Option<bool> example = new("--example") { Description = "Print a description to begin with, and stop." };
        Option<string?> taskJson = new("--task-json")
        {
            Description = "Write the test as a BIG-bench task.json; without --out nothing is trained.",
            HelpName = "FILE",
        };
        Option<bool> quiet = new("--quiet", "-q") { Description = "Print nothing but errors." };
        Option<int> threads = new("--threads")
        {
            Description = "Models trained at a time; the results are the same at any number.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        threads.AtLeast(1);
        (Option<string?> Option, string Key)[] flags =
        [
            (Flag("--task", "NAME", "Instead of FILE: addition, subtraction, multiplication, modular-addition, copying or sorting."), "task"),
            (Flag("--digits", "N", "Digits of the operands; NxM for multiplication."), "digits"),
            (Flag("--modulus", "N", "Of modular-addition."), "modulus"),
            (Flag("--length", "N", "Digits to copy or sort."), "length"),
            (Flag("--draw", "HOW", "How addition draws operands in training: length or value is uniform."), "draw"),
            (Flag("--widths", "D,...", "Widths of the models."), "widths"),
            (Flag("--layers", "N,...", "Layers of the models."), "layers"),
            (Flag("--steps", "N,...", "Steps: one number, one per size, or ladder."), "steps"),
            (Flag("--tokens", "D,...", "Instead of steps: tokens, or a rule such as '20 N'."), "tokens"),
            (Flag("--seeds", "N", "Models of each size."), "seeds"),
            (Flag("--batch", "N", "Sequences per step."), "batch"),
            (Flag("--learning-rate", "RATE", "The largest learning rate."), "learningRate"),
            (Flag("--checkpoints", "STEP,...", "Keep answers after these steps."), "checkpoints"),
        ];
        Command command = new("train", "Train a ladder of tiny transformers of your own, and keep its outcomes in a store that 'presage analyze' reads.");
        command.Arguments.Add(file);
        foreach (Option option in (Option[])[folder, .. flags.Select(flag => flag.Option), taskJson, example, quiet, threads])
            command.Options.Add(option);
        command.Validators.Add(result => Check(result, file, folder, example, taskJson, [.. flags.Select(flag => flag.Option)]));
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                if (parsed.GetValue(example))
                {
                    Console.Out.Write(StudyExample.Text);
                    return ExitCode.Success;
                }

                (string Key, string Value)[] given = [.. flags
                    .Select(flag => (flag.Key, parsed.GetValue(flag.Option)))
                    .Where(flag => flag.Item2 is not null).Select(flag => (flag.Key, flag.Item2!))];
                return new Training(Console.Out, Console.Error).Run(
                    new TrainSettings
                    {
                        File = parsed.GetValue(file),
                        Flags = [.. given],
                        Folder = parsed.GetValue(folder),
                        TaskJson = parsed.GetValue(taskJson),
                        Quiet = parsed.GetValue(quiet),
                        Threads = parsed.GetValue(threads),
                    },
                    cancellation);
            },
            CancellationToken.None));
        return command;
    }

    private static void Check(
        CommandResult result, Argument<string?> file, Option<string?> folder, Option<bool> example, Option<string?> taskJson, Option<string?>[] flags)
    {
        if (result.GetResult(example) is not null)
            return;
        string? path = OptionRules.Words(result, file).FirstOrDefault();
        Option? flag = flags.FirstOrDefault(option => result.GetResult(option) is not null);
        if (path is { Length: > 1 } && path[0] == '-')
            result.AddError(Complaints.Misspelt(path, result.Command));
        else if (path is not null && flag is not null)
            result.AddError($"{flag.Name} belongs into {path}: give a description or flags, not both.");
        else if (path is null && result.GetResult(flags[0]) is null)
            result.AddError("What to train is missing: give a description (--example prints one), or --task and --widths.");
        else if (result.GetResult(folder) is null && result.GetResult(taskJson) is null)
            result.AddError("--out is missing: the folder for models and outcomes.");
    }

    private static Option<string?> Flag(string name, string value, string description) => new(name) { Description = description, HelpName = value };
}

/// <summary>What <c>presage train</c> is asked for.</summary>
internal sealed record TrainSettings
{
    /// <summary>The description; null where flags are given.</summary>
    public string? File { get; init; }

    /// <summary>Keys of a description and their values, from the command line.</summary>
    public ImmutableArray<(string Key, string Value)> Flags { get; init; } = [];

    /// <summary>Where all goes; null to train nothing.</summary>
    public string? Folder { get; init; }

    /// <summary>Where the test goes as <c>task.json</c>; null for nowhere.</summary>
    public string? TaskJson { get; init; }

    public bool Quiet { get; init; }

    public required int Threads { get; init; }

    /// <summary>The description that the flags stand for.</summary>
    public string Description
    {
        get
        {
            var text = new StringBuilder("# From the command line.\n");
            foreach ((string key, string value) in Flags)
            {
                string[] parts = [.. value.Split(',').Select(part => $"'{part.Trim().Replace("'", "''", StringComparison.Ordinal)}'")];
                text.Append(key).Append(": ").Append(parts.Length == 1 ? parts[0] : $"[{string.Join(", ", parts)}]").Append('\n');
            }

            // The test alone needs no sizes.
            if (Folder is null && Flags.All(flag => flag.Key != "widths"))
                text.Append("widths: 4\n");
            return text.ToString();
        }
    }
}
