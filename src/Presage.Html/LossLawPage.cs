using System.Globalization;
using System.Net;
using System.Text;
using Presage.Evaluations;
using Presage.Proportions;
using Presage.Reports;

namespace Presage.Html;

/// <summary>A fit of the loss law as one self-contained page without scripts: estimates, residuals, and the best split of compute with its interval.</summary>
/// <remarks>The page prints and draws what the report holds; its content security policy allows its own style and nothing else.</remarks>
public static class LossLawPage
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
        table { border-collapse: collapse; margin: 1rem 0; } th, td { padding: .25rem .75rem; text-align: right; border-bottom: 1px solid #ddd; font-variant-numeric: tabular-nums; }
        th:first-child, td:first-child { text-align: left; } figure { margin: 1.5rem 0; } svg { width: 100%; height: auto; }
        .axis { stroke: #888; } .grid { stroke: #e4e4e4; } .band { fill: #0072b2; fill-opacity: .18; } .line { fill: none; stroke: #0072b2; stroke-width: 2; }
        .point { fill: #d55e00; fill-opacity: .65; } .zero { stroke: #444; stroke-dasharray: 4 3; } text { font-size: 12px; fill: #444; }
        @media (prefers-color-scheme: dark) { body { background: #16181c; color: #e6e6e6; } th, td { border-color: #3a3d44; } text { fill: #bbb; } .grid { stroke: #2c2f36; } .zero { stroke: #aaa; } .line { stroke: #56b4e9; } .band { fill: #56b4e9; } }
        """;

    /// <summary>Writes the page.</summary>
    /// <param name="report">What the page shows.</param>
    /// <param name="destination">Receives UTF-8 text; left open.</param>
    /// <remarks>The same report gives the same bytes.</remarks>
    public static void Write(LossLawReport report, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(destination);
        using var page = new StreamWriter(destination, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        page.WriteLine("<!doctype html>");
        page.WriteLine("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.WriteLine("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        page.WriteLine($"<title>Loss law: {Safe(report.Path)}</title><style>{Style}</style></head><body>");
        page.WriteLine($"<h1>{Safe(report.Fit.Formula)}</h1>");
        page.WriteLine($"<p>{NumberText.Count(report.Points.Length, "point")} of {Safe(report.Path)} ({Safe(string.Join("; ", report.Columns))}), {NumberText.Count(report.LeftOut.Length, "row")} left out. "
            + $"Minimised: {Safe(report.Fit.Objective)}; at the minimum {LossLawText.Figure(report.Fit.ObjectiveValue)}. "
            + $"Intervals: 95 %, percentiles of {NumberText.Count(report.Bootstrap.Draws)} resamples, seed {report.Bootstrap.Seed.ToString(CultureInfo.InvariantCulture)}.</p>");
        Estimates(page, report);
        Allocations(page, report);
        page.WriteLine("<h2>Residuals</h2>");
        Residuals(page, report);
        page.WriteLine("<h2>Left out, and notes</h2><ul>");
        foreach (Rejection row in report.LeftOut)
            page.WriteLine($"<li>{Safe($"{row.Record}: {row.Reason}")}</li>");
        foreach (string note in report.Notes)
            page.WriteLine($"<li>{Safe(note)}</li>");
        page.WriteLine("</ul></body></html>");
    }

    private static void Estimates(StreamWriter page, LossLawReport report)
    {
        page.WriteLine("<table><thead><tr><th></th><th>estimate</th><th>standard error</th><th>of resamples</th><th>95 % interval</th></tr></thead><tbody>");
        foreach (LossLawEstimate estimate in report.Estimates)
            page.WriteLine($"<tr><td>{Safe(LossLawText.Name(estimate.Name))}</td><td>{LossLawText.Figure(estimate.Value)}</td><td>{LossLawText.Figure(estimate.StandardError)}</td><td>{LossLawText.Figure(estimate.BootstrapStandardError)}</td><td>{LossLawText.Interval(estimate.Interval)}</td></tr>");
        page.WriteLine("</tbody></table>");
    }

    private static void Allocations(StreamWriter page, LossLawReport report)
    {
        if (report.AllocationCurve.IsEmpty)
            return;
        page.WriteLine("<h2>Best split of compute</h2>");
        if (report.Allocations.Length > 0)
        {
            page.WriteLine("<table><thead><tr><th>budget, FLOP</th><th>parameters</th><th>tokens</th><th>tokens per parameter</th><th>loss, nats</th></tr></thead><tbody>");
            foreach (LossLawAllocation each in report.Allocations)
                page.WriteLine($"<tr><td>{NumberText.Amount(each.Best.Budget.Count)}</td><td>{Ends(each.Best.Parameters.Count, each.Parameters, NumberText.Amount)}</td><td>{Ends(each.Best.Tokens.Count, each.Tokens, NumberText.Amount)}</td><td>{Ends(each.Best.TokensPerParameter, each.TokensPerParameter, value => LossLawText.Figure(value))}</td><td>{Ends(each.Best.Loss.Count, each.Loss, value => LossLawText.Figure(value))}</td></tr>");
            page.WriteLine("</tbody></table>");
        }

        LogPlot plot = new(
            report.AllocationCurve.Select(each => each.Best.Budget.Count),
            report.AllocationCurve.SelectMany(each => Amounts(each.Best.TokensPerParameter, each.TokensPerParameter)), logarithmicHeight: true);
        plot.Begin(page, "Tokens per parameter of the best split against compute, with its 95 % interval", "training compute, FLOP", "tokens per parameter, log scale");
        LossLawAllocation[] banded = [.. report.AllocationCurve.Where(each => each.TokensPerParameter is not null)];
        plot.Band(page, banded.Select(each => (each.Best.Budget.Count, each.TokensPerParameter!.Value.Lower, each.TokensPerParameter!.Value.Upper)));
        plot.Line(page, report.AllocationCurve.Select(each => (each.Best.Budget.Count, each.Best.TokensPerParameter)));
        LogPlot.End(page);
    }

    private static void Residuals(StreamWriter page, LossLawReport report)
    {
        double[] compute = [.. report.Points.Select(point => 6 * point.Parameters.Count * point.Tokens.Count)];
        LogPlot plot = new(compute, report.Fit.Residuals.Append(0), logarithmicHeight: false);
        plot.Begin(page, "Observed minus fitted loss against compute", "training compute 6ND, FLOP", "residual, nats");
        plot.Level(page, 0);
        for (int i = 0; i < compute.Length; i++)
            plot.Point(page, compute[i], report.Fit.Residuals[i], $"line {report.Lines[i].ToString(CultureInfo.InvariantCulture)}: N {NumberText.Amount(report.Points[i].Parameters.Count)}, D {NumberText.Amount(report.Points[i].Tokens.Count)}, loss {LossLawText.Figure(report.Points[i].Loss.Count)}, residual {LossLawText.Figure(report.Fit.Residuals[i])}");
        LogPlot.End(page);
    }

    private static IEnumerable<double> Amounts(double value, ConfidenceInterval? interval) =>
        interval is { } ends ? [value, ends.Lower, ends.Upper] : [value];

    private static string Ends(double value, ConfidenceInterval? interval, Func<double, string> format) =>
        interval is { } ends ? $"{format(value)}<br>{format(ends.Lower)} to {format(ends.Upper)}" : $"{format(value)}<br>no interval";

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
