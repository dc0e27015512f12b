using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Html;
using Presage.Laws;
using Presage.Readers.Tables;
using Presage.Reports;

namespace Presage.Cli;

/// <summary>Runs <c>presage fit chinchilla</c>: read, fit, resample, report.</summary>
/// <param name="output">Where results go.</param>
/// <param name="error">Where errors go.</param>
internal sealed class LossLawFit(TextWriter output, TextWriter error)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(FitSettings settings, CancellationToken cancellation) => Guard.Run(error, () =>
    {
        LossTable table = LossTable.Read(settings.Path, settings.Columns, cancellation);
        if (Report(settings, table, cancellation) is not { } report)
            return ExitCode.NoReport;
        Write(settings, report, cancellation);
        return ExitCode.Success;
    });

    private LossLawReport? Report(FitSettings settings, LossTable table, CancellationToken cancellation)
    {
        long[] highest = [.. table.Points.OrderByDescending(row => row.Point.Loss.Count).Take(settings.DropHighest).Select(row => row.Line)];
        ImmutableArray<(LossPoint Point, long Line)> kept = [.. table.Points.Where(row => !highest.Contains(row.Line))];
        ImmutableArray<LossPoint> points = [.. kept.Select(row => row.Point)];
        ChinchillaOptions options = new() { ScaleEstimated = settings.ScaleEstimated };
        FitOutcome outcome = ChinchillaLaw.Fit(points, options, settings.Threads);
        cancellation.ThrowIfCancellationRequested();
        if (outcome is not FitOutcome.Converged fit)
        {
            string detail = outcome is FitOutcome.Failed failed ? failed.Detail : "";
            error.WriteLine($"{settings.Path}: no fit of {NumberText.Count(points.Length, "point")} ({NumberText.Count(table.Rejected.Length + highest.Length, "row")} left out). {detail}");
            return null;
        }

        ChinchillaBootstrap bootstrap = ChinchillaBootstrap.Run(points, fit, options, settings.Draws, settings.Seed, settings.Threads, cancellation);
        IEnumerable<Rejection> dropped = highest.Order().Select(line => new Rejection(settings.Path, $"line {line}", $"among the {settings.DropHighest} highest losses"));
        return LossLawReport.Build(settings.Path, table.Sha256, table.Columns, kept, [.. table.Rejected, .. dropped], fit, bootstrap, settings.Budgets);
    }

    private void Write(FitSettings settings, LossLawReport report, CancellationToken cancellation)
    {
        using var files = new OutputFiles([settings.Path]);
        bool jsonTaken = settings.Json == "-";
        if (settings.Html is { } html)
            files.Add(html, stream => LossLawPage.Write(report, stream));
        if (settings.Json is { } json && !jsonTaken)
            files.Add(json, stream => LossLawJson.Write(report, stream));
        cancellation.ThrowIfCancellationRequested();
        files.Commit();

        if (jsonTaken)
            Guard.ToStandardOutput(stream => LossLawJson.Write(report, stream));

        if (settings.Quiet)
            return;
        if (!jsonTaken)
            new TerminalLossLaw(output).Write(report);
        foreach (string path in new[] { settings.Html, settings.Json }.OfType<string>().Where(path => path != "-"))
            (jsonTaken ? error : output).WriteLine($"Wrote {path}");
    }
}
