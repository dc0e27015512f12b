using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Html;
using Presage.Models;
using Presage.Readers;
using Presage.Reports;

namespace Presage.Cli;

/// <summary>Runs <c>presage analyze</c>: read, fit, report.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where progress and errors go.</param>
internal sealed class Analysis(TextWriter output, TextWriter error)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(AnalyzeSettings settings, CancellationToken cancellation) => Guard.Run(error, () =>
    {
        using var progress = new ProgressLine(error, settings.Quiet);
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
        if (Report(settings, read, progress, cancellation) is not { } report)
            return ExitCode.NoReport;

        progress.Clear();
        Write(settings, report, read.Files, cancellation);
        bool broken = BrokenInputs.Any(read);
        if (broken && !settings.Quiet)
            error.WriteLine("Some input was broken; the report lists it under what was not used.");
        return broken ? ExitCode.BrokenInput : ExitCode.Success;
    });

    private Report? Report(AnalyzeSettings settings, ReadOutcome read, ProgressLine progress, CancellationToken cancellation)
    {
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

        Report report = ReportBuilder.Build(
            read.Inputs,
            read.Rejected,
            evaluations,
            curves,
            new ReportOptions { DegreeOfParallelism = settings.Threads, Progress = done => progress.Fitted(done, curves.Length), JudgingProgress = progress.Judged },
            cancellation);
        if (report.Only(settings.Verdicts) is { Abilities.IsEmpty: false } only)
            return only;
        progress.Clear();
        error.WriteLine($"No ability has that verdict. There are {ReportText.VerdictCounts(report.Abilities)}.");
        return null;
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

    private void Write(AnalyzeSettings settings, Report report, ImmutableArray<string> inputs, CancellationToken cancellation)
    {
        using var files = new OutputFiles(inputs);
        var written = new List<string>();
        WriteOne(settings.Html, stream => ReportPage.Write(report, stream));
        WriteOne(settings.Json, stream => ReportJson.Write(report, stream));
        WriteOne(settings.Markdown, stream => ReportMarkdown.Write(report, stream));
        cancellation.ThrowIfCancellationRequested();
        bool outputTaken = settings.Json == "-" || settings.Markdown == "-";
        if (settings.Json == "-")
            Guard.ToStandardOutput(stream => ReportJson.Write(report, stream));
        else if (settings.Markdown == "-")
            Guard.ToStandardOutput(stream => ReportMarkdown.Write(report, stream));
        files.Commit();
        if (settings.Quiet)
            return;
        if (!outputTaken)
            new TerminalReport(output).Write(report, settings.Top);
        foreach (string path in written)
            (outputTaken ? error : output).WriteLine($"Wrote {path}");
        output.Flush();

        void WriteOne(string? path, Action<Stream> write)
        {
            if (path is null or "-")
                return;
            cancellation.ThrowIfCancellationRequested();
            files.Add(path, write);
            written.Add(path);
        }
    }
}
