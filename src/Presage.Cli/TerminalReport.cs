using System.Globalization;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Reports;
using Spectre.Console;

namespace Presage.Cli;

/// <summary>The report in a terminal: what was read, and a table of the series that deserve attention. Plain text where piped.</summary>
internal sealed class TerminalReport(TextWriter output)
{
    private readonly IAnsiConsole _console = Consoles.Over(output);

    /// <param name="report">The report.</param>
    /// <param name="top">Abilities to show; 0 for all.</param>
    public void Write(Report report, int top)
    {
        Summary(report);
        AbilityReport[] shown = [.. top == 0 ? report.Abilities : report.Abilities.Take(top)];
        Dictionary<string, SeriesReport> series = report.Series.ToDictionary(one => one.Id);
        _console.MarkupLineInterpolated($"[bold]{ReportText.VerdictCounts(report.Abilities)}[/]");
        _console.Write(AbilityTable(shown, series));
        if (shown.Length < report.Abilities.Length)
            _console.MarkupLine($"[grey]{NumberText.Count(report.Abilities.Length - shown.Length)} more abilities are in the report; --top 0 shows all here, --verdict KIND only some.[/]");
    }

    private void Summary(Report report)
    {
        int models = report.Series.SelectMany(series => series.Curve.Points).Select(point => (point.Run.Card.Family, point.Run.Card.Name)).Distinct().Count();
        int read = report.Inputs.Count(input => input.Results > 0);
        _console.MarkupLine(
            $"{NumberText.Count(report.Inputs.Sum(input => (long)input.Results), "result")} of {NumberText.Count(models, "model")} from "
            + $"{NumberText.Count(read, "file")}, [bold]{NumberText.Count(report.Series.Length)} series[/]");
        const int shown = 5;
        var reasons = report.Rejected.GroupBy(rejection => rejection.Reason).OrderByDescending(group => group.Count()).ToArray();
        foreach (var reason in reasons.Take(shown))
        {
            Rejection first = reason.First();
            string place = first.Record is null ? first.Path : $"{first.Path}, {first.Record}";
            string more = reason.Count() > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {reason.Count() - 1:N0} more") : "";
            _console.MarkupLineInterpolated($"[yellow]not used:[/] {ReportText.Printable($"{place}{more}: {reason.Key}")}");
        }

        if (reasons.Length > shown)
            _console.MarkupLineInterpolated($"[yellow]not used:[/] and {NumberText.Count(reasons.Skip(shown).Sum(reason => reason.Count()), "record")} for {NumberText.Count(reasons.Length - shown, "other reason")}, all in the report");
        foreach (Conflict conflict in report.Conflicts.Take(shown))
            _console.MarkupLineInterpolated($"[yellow]conflict:[/] {ReportText.Printable(Claims(conflict))}");
        if (report.Conflicts.Length > shown)
            _console.MarkupLineInterpolated($"[yellow]conflict:[/] and {report.Conflicts.Length - shown} more");
        foreach (UnknownModel model in report.UnknownModels.Take(shown))
            _console.MarkupLineInterpolated($"[yellow]unknown model:[/] {ReportText.Printable(model.Name)} ({NumberText.Count(model.Results, "result")} without a place on any axis; the report has the lines to add to ladder.yaml)");
        if (report.UnknownModels.Length > shown)
            _console.MarkupLineInterpolated($"[yellow]unknown model:[/] and {report.UnknownModels.Length - shown} more");
        foreach (string note in report.Notes)
            _console.MarkupLineInterpolated($"[grey]{ReportText.Printable(note)}[/]");
    }

    private static string Claims(Conflict conflict) =>
        $"{conflict.Result}: {string.Join("; ", conflict.Claims.Select(ReportText.Claim))}";

    private Table AbilityTable(AbilityReport[] shown, Dictionary<string, SeriesReport> series)
    {
        // The verdict first, then what it is about, its curve, and the sentence, which wraps in what is left.
        const int verdict = 23, others = 60, narrowest = 110;
        int width = _console.Profile.Width;
        bool showsSentence = width >= narrowest;
        int names = showsSentence ? Math.Clamp((width - verdict - others) / 3, 24, 60) : Math.Max(24, width - verdict - others);
        Table table = new() { Border = Consoles.Plain ? TableBorder.None : TableBorder.Simple };
        Add("verdict");
        Add("task");
        Add("family or model");
        Add("shots", right: true);
        Add("metric");
        Add("curve");
        Add("first", right: true);
        Add("last", right: true);
        if (showsSentence)
            table.AddColumn(new TableColumn("what is said") { Padding = new Padding(0, 0, 1, 0) });

        void Add(string title, bool right = false) =>
            table.AddColumn(new TableColumn(title) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = true, Padding = new Padding(0, 0, 1, 0) });

        foreach (AbilityReport ability in shown)
        {
            SeriesReport judged = series[ability.Series[0]];
            string[] cells =
            [
                $"{ReportText.VerdictMark(ability.Verdict.Kind)} {ReportText.Verdict(ability.Verdict.Kind)}",
                Shortened(ability.Task, names * 60 / 100),
                Shortened(ability.Model ?? ability.Family, names * 40 / 100),
                ability.Shots?.ToString(CultureInfo.InvariantCulture) ?? "",
                Shortened(judged.Curve.MetricName, 14),
                Sparkline(judged),
                Score(judged.Curve.Ends?.First),
                Score(judged.Curve.Ends?.Last),
                .. showsSentence ? [ReportText.Printable(ability.Verdict.Sentence)] : (string[])[],
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        return table;
    }

    private static string Score(CurvePoint? point) => point is null ? "" : NumberText.Score(point.Value);

    private static string Shortened(string text, int width)
    {
        string printable = ReportText.Printable(text);
        return printable.Length <= width ? printable : string.Concat(printable.AsSpan(0, Math.Max(1, width - 1)), "…");
    }

    private static string Sparkline(SeriesReport series)
    {
        const string levels = "▁▂▃▄▅▆▇█";
        const int widest = 16;
        ReadOnlySpan<CurvePoint> points = series.Curve.Placed.AsSpan();
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (CurvePoint point in points)
            (low, high) = (Math.Min(low, point.Value), Math.Max(high, point.Value));
        if (points.IsEmpty)
            return "";
        int width = Math.Min(widest, points.Length);
        Span<char> line = stackalloc char[width];
        for (int i = 0; i < width; i++)
        {
            double value = points[width == 1 ? 0 : i * (points.Length - 1) / (width - 1)].Value;
            line[i] = high > low ? levels[(int)Math.Round((value - low) / (high - low) * (levels.Length - 1))] : levels[0];
        }

        return new string(line);
    }
}
