using System.Globalization;
using System.Text;
using Presage.Curves;
using Presage.Emergence;
using Presage.Evaluations;
using Presage.Reports.Training;

namespace Presage.Reports;

/// <summary>Writes a report as Markdown, for a notebook, a pull request or a paper's appendix.</summary>
public static class ReportMarkdown
{
    private const int LongestList = 200;

    /// <summary>Writes the report as UTF-8 without a byte-order mark.</summary>
    /// <param name="report">The report.</param>
    /// <param name="destination">Where to; left open.</param>
    public static void Write(Report report, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(destination);
        using var text = new StreamWriter(destination, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("# Presage report");
        text.WriteLine();
        text.WriteLine(Summary(report));
        Verdicts(text, report);
        TrainingMarkdown.Write(text, report.Training);
        Notes(text, report);
        SeriesTable(text, report, CurveOver.Sizes, "Over sizes");
        SeriesTable(text, report, CurveOver.Checkpoints, "Over checkpoints");
        LensMarkdown.Write(text, report);
        ReportForecasts.Write(text, report);
        Rejected(text, report);
        Inputs(text, report);
    }

    private static string Summary(Report report)
    {
        int models = report.Series.SelectMany(series => series.Curve.Points).Select(point => (point.Run.Card.Family, point.Run.Card.Name)).Distinct().Count();
        return $"{NumberText.Count(report.Inputs.Sum(input => (long)input.Results), "result")} of {NumberText.Count(models, "model")} "
            + $"from {NumberText.Count(report.Inputs.Length, "file")}; {NumberText.Count(report.Series.Length)} series; "
            + $"{NumberText.Count(report.Rejected.Length, "record")} not used.";
    }

    private static void Verdicts(StreamWriter text, Report report)
    {
        if (report.Abilities.IsEmpty)
            return;
        text.WriteLine();
        text.WriteLine("## Verdicts");
        text.WriteLine();
        text.WriteLine($"{ReportText.VerdictCounts(report.Abilities)}.");
        text.WriteLine();
        text.WriteLine("| verdict | task | family or model | shots | what is said | what would settle it |");
        text.WriteLine("|---|---|---|---|---|---|");
        foreach (AbilityReport ability in report.Abilities)
        {
            EmergenceVerdict verdict = ability.Verdict;
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Escape(ReportText.VerdictMark(verdict.Kind))} {ReportText.Verdict(verdict.Kind)} | {Escape(ability.Task)} | {Escape(ability.Model ?? ability.Family)} | {ability.Shots} | {Escape(verdict.Sentence)} | {Escape(verdict.CheapestData?.Text ?? "")} |"));
        }
    }

    private static void Notes(StreamWriter text, Report report)
    {
        if (!report.Notes.IsEmpty)
        {
            text.WriteLine();
            foreach (string note in report.Notes)
                text.WriteLine($"- {Escape(note)}");
        }

        if (!report.UnknownModels.IsEmpty)
        {
            text.WriteLine();
            text.WriteLine("## Unknown models");
            text.WriteLine();
            text.WriteLine("These have results but no card. Add the lines to `ladder.yaml` and run again.");
            foreach (UnknownModel model in report.UnknownModels)
            {
                text.WriteLine();
                text.WriteLine($"**{Escape(model.Name)}** ({NumberText.Count(model.Results, "result")})");
                text.WriteLine();
                foreach (string line in model.Suggestion.TrimEnd().Split('\n'))
                    text.WriteLine($"    {line.TrimEnd('\r')}");
            }
        }

        if (!report.Conflicts.IsEmpty)
        {
            text.WriteLine();
            text.WriteLine("## Conflicting claims");
            text.WriteLine();
            text.WriteLine("All claims are shown in the curves; no law uses them.");
            text.WriteLine();
            foreach (Conflict conflict in report.Conflicts.Take(LongestList))
            {
                text.WriteLine($"- {Escape(conflict.Result)}: "
                    + string.Join("; ", conflict.Claims.Select(claim => Escape(ReportText.Claim(claim)))));
            }

            More(text, report.Conflicts.Length);
        }
    }

    private static void SeriesTable(StreamWriter text, Report report, CurveOver over, string title)
    {
        SeriesReport[] shown = [.. report.Series.Where(series => series.Curve.Over == over)];
        if (shown.Length == 0)
            return;
        text.WriteLine();
        text.WriteLine($"## {title}");
        text.WriteLine();
        text.WriteLine(over == CurveOver.Sizes
            ? "| task | metric | family | shots | models | first | last | largest rise | leaves chance at | smallest AICc |"
            : "| task | metric | model | shots | checkpoints | first | last | largest rise | leaves chance at | smallest AICc |");
        text.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (SeriesReport series in shown)
        {
            ScalingCurve curve = series.Curve;
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Escape(curve.Task)} | {Escape(curve.MetricName)} | {Escape(curve.Model ?? curve.Family)} | {curve.Shots} | {curve.Points.Length} | {Value(curve.Ends?.First)} | {Value(curve.Ends?.Last)} | {Rise(series)} | {LeavesChance(series)} | {series.BestLaw} |"));
        }
    }

    private static string Value(CurvePoint? point) => point switch
    {
        null => "",
        { Interval: { } interval } => $"{NumberText.Score(point.Value)} [{NumberText.Score(interval.Lower)}, {NumberText.Score(interval.Upper)}]",
        _ => NumberText.Score(point.Value),
    };

    private static string Rise(SeriesReport series) => series.LargestRise is { } rise
        ? $"{NumberText.Score(rise.Change)}{(rise.StandardError is { } error ? $" ± {NumberText.Score(error)}" : "")} at {Escape(RungLabel.Of(series.Curve, rise.To))}"
        : "";

    private static string LeavesChance(SeriesReport series) => series.Chance switch
    {
        null => "",
        { FirstDistinguishable: { } first } departure =>
            $"{Escape(RungLabel.Of(series.Curve, first))} (p {NumberText.PValue(departure.Tests[first]!.PValue)}, n {NumberText.Count(departure.Tests[first]!.Samples)})",
        _ => "not above chance",
    };

    private static void Rejected(StreamWriter text, Report report)
    {
        if (report.Rejected.IsEmpty)
            return;
        text.WriteLine();
        text.WriteLine("## Not used");
        text.WriteLine();
        foreach (Rejection rejection in report.Rejected.Take(LongestList))
        {
            string record = rejection.Record is null ? "" : $", {Escape(rejection.Record)}";
            text.WriteLine($"- {Escape(rejection.Path)}{record}: {Escape(rejection.Reason)}");
        }

        More(text, report.Rejected.Length);
    }

    private static void Inputs(StreamWriter text, Report report)
    {
        text.WriteLine();
        text.WriteLine("## Inputs");
        text.WriteLine();
        text.WriteLine("| file | format | results | not used | SHA-256 |");
        text.WriteLine("|---|---|---|---|---|");
        foreach (InputReport input in report.Inputs)
        {
            text.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Escape(input.Path)} | {input.Format ?? "not recognised"} | {input.Results} | {input.Rejected} | {input.Sha256?[..12]} |"));
        }
    }

    private static void More(StreamWriter text, int count)
    {
        if (count > LongestList)
            text.WriteLine($"- and {NumberText.Count(count - LongestList)} more, all in the JSON report");
    }

    // Text from logs is data: it must not become markup.
    internal static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length + 8);
        foreach (char c in ReportText.Printable(value))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
