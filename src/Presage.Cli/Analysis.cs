using System.Collections.Immutable;
using Presage.Html;
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
        using var progress = new ProgressLine(error, settings.Reading.Quiet);
        if (new CurveReading(error).Read(settings.Reading, progress, cancellation) is not { } read)
            return ExitCode.NoReport;
        Report report = ReportBuilder.Build(
            read.Outcome.Inputs,
            read.Outcome.Rejected,
            read.Evaluations,
            read.Curves,
            new ReportOptions { DegreeOfParallelism = settings.Reading.Threads, Progress = done => progress.Fitted(done, read.Curves.Length), JudgingProgress = progress.Judged },
            read.Outcome.Tables,
            cancellation);
        report = report with { Training = settings.Training };
        progress.Clear();
        if (report.Only(settings.Verdicts) is not { Abilities.IsEmpty: false } only)
        {
            error.WriteLine($"No ability has that verdict. There are {ReportText.VerdictCounts(report.Abilities)}.");
            return ExitCode.NoReport;
        }

        Write(settings, only, read.Outcome.Files, cancellation);
        bool broken = BrokenInputs.Any(read.Outcome);
        if (broken && !settings.Reading.Quiet)
            error.WriteLine("Some input was broken; the report lists it under what was not used.");
        return broken ? ExitCode.BrokenInput : ExitCode.Success;
    });

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
        if (settings.Reading.Quiet)
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
