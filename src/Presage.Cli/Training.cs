using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Lab.Tasks;
using Presage.Outcomes;
using Presage.Reports;

namespace Presage.Cli;

/// <summary>Trains a study and prints how its models did.</summary>
internal sealed class Training(TextWriter output, TextWriter error)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(TrainSettings settings, CancellationToken cancellation)
    {
        try
        {
            return Guard.Run(error, () => Train(settings, cancellation), "Stopped. Finished models are kept; the same command goes on with them.");
        }
        catch (StudyFileException exception) when (settings.File is null && exception.Key is { } key)
        {
            error.WriteLine($"{FlagOf(key)} {exception.Cause}.");
            error.WriteLine("See 'presage train --help'.");
            return ExitCode.Usage;
        }
        catch (StudyFileException exception)
        {
            error.WriteLine(exception.Message);
            return ExitCode.NoReport;
        }
    }

    private int Train(TrainSettings settings, CancellationToken cancellation)
    {
        Study study = settings.File is { } file ? StudyFile.Read(file) : StudyFile.Parse(settings.Description, "command line");
        if (settings.TaskJson is { } json)
            WriteTask(study, json, settings.Quiet);
        if (settings.Folder is not { } folder)
            return ExitCode.Success;
        ImmutableArray<ImmutableArray<LadderRung>> rungs;
        try
        {
            using var line = new ProgressLine(error, settings.Quiet);
            rungs = StudyRunner.Run(study, folder, settings.Threads, new TrainingLines(study, output, line, settings.Quiet).Told, cancellation);
        }
        catch (OutcomeStoreException exception)
        {
            throw new OutputException(exception.Path, exception.Cause, exception);
        }

        if (settings.Quiet)
            return ExitCode.Success;
        output.WriteLine();
        TerminalTables tables = new(output);
        tables.Write(Sizes(study, rungs), 0);
        if (Checkpoints(study, rungs) is { Rows.Length: > 0 } checkpoints)
            tables.Write(checkpoints, 0);
        output.WriteLine($"Wrote {folder}: {NumberText.Count(study.Models, "model")} and what they answered.");
        output.WriteLine($"Next: presage analyze {folder}   (verdicts; a page with curves)");
        output.WriteLine($"      presage inspect {folder}   (what the store holds)");
        output.WriteLine($"      presage items {folder}     (problem by problem)");
        output.Flush();
        return ExitCode.Success;
    }

    private static TextTable Sizes(Study study, ImmutableArray<ImmutableArray<LadderRung>> rungs) => new(
        "Means over seeds",
        ["arm", "d", "layers", "N", "steps", "tokens", "C", "cross-entropy", "exact match", "sd", "edit distance"],
        [
            .. from arm in Enumerable.Range(0, rungs.Length)
               from rung in rungs[arm].GroupBy(rung => (rung.Settings.Model, rung.Settings.Steps))
               let first = rung.First()
               let facts = first.Weights.Facts!
               select ImmutableArray.Create(
                   study.Arms[arm].Name,
                   NumberText.Count(first.Settings.Model.Width),
                   NumberText.Count(first.Settings.Model.Layers),
                   NumberText.Count((long)facts.NonEmbeddingParameters!.Value.Count),
                   NumberText.Count(first.Settings.Steps),
                   NumberText.Count((long)facts.TrainingTokens!.Value.Count),
                   NumberText.Amount(facts.TrainingCompute!.Value.Count),
                   Fixed(rung.Average(one => one.CrossEntropy.Count)),
                   Fixed(rung.Average(one => one.ExactMatch)),
                   Deviation([.. rung.Select(one => one.ExactMatch)]),
                   Fixed(rung.Average(one => one.EditDistance))),
        ],
        ["sd: standard deviation of exact match between seeds. Cross-entropy in nats per token, edit distance in tokens."]);

    private static TextTable Checkpoints(Study study, ImmutableArray<ImmutableArray<LadderRung>> rungs) => new(
        "Over checkpoints, means over seeds",
        ["arm", "d", "step", "cross-entropy", "exact match", "sd", "edit distance"],
        [
            .. from arm in Enumerable.Range(0, rungs.Length)
               from rung in rungs[arm]
               where rung.Settings.Evaluations is { KeepAnswers: true }
               from checkpoint in rung.Checkpoints
               group checkpoint.Scores by (arm, rung.Settings.Model, rung.Settings.Steps, checkpoint.Step) into one
               select ImmutableArray.Create(
                   study.Arms[one.Key.arm].Name,
                   NumberText.Count(one.Key.Model.Width),
                   NumberText.Count(one.Key.Step),
                   Fixed(one.Average(scores => scores.CrossEntropy.Count)),
                   Fixed(one.Average(scores => scores.ExactMatch)),
                   Deviation([.. one.Select(scores => scores.ExactMatch)]),
                   Fixed(one.Average(scores => scores.EditDistance))),
        ],
        []);

    private static string Fixed(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    // Undefined for one seed.
    private static string Deviation(double[] values)
    {
        if (values.Length < 2)
            return "-";
        double mean = values.Average();
        return Fixed(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
    }

    private void WriteTask(Study study, string path, bool quiet)
    {
        TaskSplit split = study.Arms[0].Ladder.Split;
        StudyArm? other = study.Arms.FirstOrDefault(
            arm => arm.Ladder.Split.Task.Name != split.Task.Name || !arm.Ladder.Split.Test.SequenceEqual(split.Test));
        if (other is not null)
            throw new OutputException(path, $"the arms '{study.Arms[0].Name}' and '{other.Name}' have tests of their own; a task.json holds one", null);
        using var files = new OutputFiles([]);
        files.Add(path, stream => BigBenchTask.Write(split, stream));
        files.Commit();
        if (!quiet)
            output.WriteLine($"Wrote {path}: {NumberText.Count(split.Test.Length, "example")} of {split.Task.Name}.");
    }

    // learningRate is said --learning-rate.
    private static string FlagOf(string key)
    {
        var flag = new StringBuilder("--");
        foreach (char c in key)
            flag.Append(char.IsAsciiLetterUpper(c) ? "-" : "").Append(char.ToLowerInvariant(c));
        return flag.ToString();
    }
}
