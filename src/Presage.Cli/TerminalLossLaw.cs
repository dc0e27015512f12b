using Presage.Evaluations;
using Presage.Proportions;
using Presage.Reports;
using Spectre.Console;

namespace Presage.Cli;

/// <summary>A fit of the loss law in a terminal. Plain text where piped.</summary>
internal sealed class TerminalLossLaw(TextWriter output)
{
    private const int ListedRows = 10;
    private readonly IAnsiConsole _console = Consoles.Over(output);

    public void Write(LossLawReport report)
    {
        _console.MarkupLineInterpolated($"[bold]{report.Fit.Formula}[/]");
        _console.MarkupLineInterpolated($"{NumberText.Count(report.Points.Length, "point")} of {report.Path} ({string.Join("; ", report.Columns)}), {NumberText.Count(report.LeftOut.Length, "row")} left out");
        foreach (Rejection row in report.LeftOut.Take(ListedRows))
            _console.MarkupLineInterpolated($"[yellow]left out:[/] {row.Record}: {row.Reason}");
        if (report.LeftOut.Length > ListedRows)
            _console.MarkupLineInterpolated($"[yellow]left out:[/] and {report.LeftOut.Length - ListedRows} more");
        _console.MarkupLineInterpolated($"minimised: {report.Fit.Objective}; at the minimum {LossLawText.Figure(report.Fit.ObjectiveValue)}");
        _console.MarkupLineInterpolated($"intervals: 95 %, percentiles of {NumberText.Count(report.Bootstrap.Draws)} resamples, seed {report.Bootstrap.Seed}");
        _console.Write(Estimates(report));
        if (report.Allocations.Length > 0)
            _console.Write(Allocations(report));
        foreach (string note in report.Notes)
            _console.MarkupLineInterpolated($"[grey]{note}[/]");
    }

    private static Table Estimates(LossLawReport report)
    {
        Table table = Start("", "estimate", "standard error", "of resamples", "95 % interval");
        foreach (LossLawEstimate estimate in report.Estimates)
        {
            table.AddRow(
                new Text(LossLawText.Name(estimate.Name)),
                new Text(LossLawText.Figure(estimate.Value)),
                new Text(LossLawText.Figure(estimate.StandardError)),
                new Text(LossLawText.Figure(estimate.BootstrapStandardError)),
                new Text(LossLawText.Interval(estimate.Interval)));
        }

        return table;
    }

    private static Table Allocations(LossLawReport report)
    {
        Table table = Start("budget, FLOP", "parameters", "tokens", "tokens per parameter", "loss, nats");
        foreach (LossLawAllocation allocation in report.Allocations)
        {
            table.AddRow(
                new Text(NumberText.Amount(allocation.Best.Budget.Count)),
                With(allocation.Best.Parameters.Count, allocation.Parameters, NumberText.Amount),
                With(allocation.Best.Tokens.Count, allocation.Tokens, NumberText.Amount),
                With(allocation.Best.TokensPerParameter, allocation.TokensPerParameter, value => LossLawText.Figure(value)),
                With(allocation.Best.Loss.Count, allocation.Loss, value => LossLawText.Figure(value)));
        }

        return table;
    }

    private static Text With(double value, ConfidenceInterval? interval, Func<double, string> format) =>
        new(interval is { } ends ? $"{format(value)} ({format(ends.Lower)} to {format(ends.Upper)})" : $"{format(value)} (no interval)");

    private static Table Start(params string[] columns)
    {
        Table table = new() { Border = Consoles.Plain ? TableBorder.None : TableBorder.Simple };
        for (int i = 0; i < columns.Length; i++)
            table.AddColumn(i == 0 ? new TableColumn(columns[i]).NoWrap() : new TableColumn(columns[i]).RightAligned().NoWrap());
        return table;
    }
}
