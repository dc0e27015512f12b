using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Models;
using Presage.Readers;
using Presage.Reports;

namespace Presage.Cli;

/// <summary>Reads results into curves, for every command that needs them.</summary>
/// <param name="error">Where complaints go.</param>
internal sealed class CurveReading(TextWriter error)
{
    /// <summary>What was read.</summary>
    /// <param name="Outcome">The files and their results.</param>
    /// <param name="Models">The model cards known.</param>
    /// <param name="Evaluations">The checked results.</param>
    /// <param name="Curves">The curves asked for; at least one.</param>
    internal sealed record Result(ReadOutcome Outcome, ModelCatalogue Models, EvaluationSet Evaluations, ImmutableArray<ScalingCurve> Curves);

    /// <returns>Null, with a complaint, where there is nothing to report.</returns>
    public Result? Read(ReadingSettings settings, ProgressLine progress, CancellationToken cancellation)
    {
        ReadOutcome read = ResultsReader.Read(
            settings.Paths,
            new ReadOptions
            {
                MappingPath = settings.Mapping,
                LadderPath = settings.Ladder,
                Excluded = settings.Excluded,
                DegreeOfParallelism = settings.Threads,
                Progress = progress,
            },
            cancellation);
        if (Models(read) is not { } models)
            return null;
        EvaluationSet evaluations = EvaluationSet.Assemble(read.Results, models, settings.KeepSubtasks);
        evaluations = evaluations with { Notes = [.. read.Notes, .. evaluations.Notes] };
        if (evaluations.Results.IsEmpty)
        {
            progress.Clear();
            Explain(read, evaluations);
            return null;
        }

        ImmutableArray<TaskResult> wanted = [.. evaluations.Results.Where(settings.Filter.Admits)];
        if (settings.Filter.Mismatch(evaluations.Results) is { } mismatch)
        {
            progress.Clear();
            error.WriteLine(mismatch);
            return null;
        }

        ImmutableArray<ScalingCurve> curves = ScalingCurves.From(wanted, settings.Curves);
        if (curves.IsEmpty)
        {
            progress.Clear();
            error.WriteLine("The options leave no series: no result has that combination of task, metric, family, shots and slice.");
            return null;
        }

        return new Result(read, models, evaluations, curves);
    }

    /// <summary>The built-in cards with the user's; null, with a complaint, where the user's contradict each other.</summary>
    private ModelCatalogue? Models(ReadOutcome read)
    {
        try
        {
            return ModelCatalogue.BuiltIn.With(read.Ladder);
        }
        catch (ArgumentException contradiction)
        {
            error.WriteLine($"The ladder files contradict each other: {contradiction.Message.Split(" (Parameter")[0]} Leave one out with --exclude.");
            return null;
        }
    }

    /// <summary>Says why there is nothing to report.</summary>
    private void Explain(ReadOutcome read, EvaluationSet evaluations)
    {
        const int shown = 10;
        if (read.Inputs.IsEmpty && read.Rejected.IsEmpty)
        {
            error.WriteLine("No files were found in what was given.");
            return;
        }

        error.WriteLine("No usable results were found.");
        Rejection[] rejected = [.. read.Rejected, .. evaluations.Rejected];
        foreach (Rejection rejection in rejected.Take(shown))
            error.WriteLine("  " + ReportText.Printable($"{rejection.Path}{(rejection.Record is null ? "" : $", {rejection.Record}")}: {rejection.Reason}"));
        if (rejected.Length > shown)
            error.WriteLine($"  and {rejected.Length - shown} more");
        foreach (UnknownModel model in evaluations.UnknownModels.Take(shown))
        {
            error.WriteLine($"Unknown model '{ReportText.Printable(model.Name)}' ({NumberText.Count(model.Results, "result")}). Add to ladder.yaml, beside the results or given with --ladder:");
            error.WriteLine(model.Suggestion);
        }
    }
}
