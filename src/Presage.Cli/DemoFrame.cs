using System.Globalization;
using System.Text;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Lab.Training;

namespace Presage.Cli;

/// <summary>One picture of the live view: sizes as rows with a bar per seed, and two curves per ladder that grow as models finish.</summary>
internal static class DemoFrame
{
    private const int Column = 38, ChartHeight = 5;

    /// <summary>Marks that begin and end a colour in the lines; see <see cref="Colours"/>.</summary>
    public const char Grey = '\u0001', Green = '\u0002', Cyan = '\u0003', Bold = '\u0004', Plain = '\u0005';

    /// <summary>The lines of the picture, with marks of colour.</summary>
    /// <param name="state">How far the models are.</param>
    /// <param name="seconds">Since the start.</param>
    /// <param name="withCharts">Whether there is room for the curves.</param>
    public static IReadOnlyList<string> Of(DemoState state, double seconds, bool withCharts)
    {
        var models = state.Now();
        int finished = models.Sum(arm => arm.Count(model => model.Finished is not null));
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"{Bold}Training {state.Study.Models} transformers{Plain}   {finished} done   {seconds:0} s"),
        ];
        List<string>[] columns = [.. state.Study.Arms.Select((arm, i) => Ladder(arm, models[i], withCharts))];
        for (int line = 0; line < columns.Max(column => column.Count); line++)
            lines.Add(string.Concat(columns.Select(column => Padded(line < column.Count ? column[line] : ""))).TrimEnd());
        return lines;
    }

    /// <summary>The escape sequence of a mark; nothing where colours are not wanted.</summary>
    public static string Colours(string line, bool coloured)
    {
        var text = new StringBuilder(line.Length + 32);
        foreach (char c in line)
        {
            text.Append(c switch
            {
                Grey => coloured ? "\u001b[90m" : "",
                Green => coloured ? "\u001b[32m" : "",
                Cyan => coloured ? "\u001b[36m" : "",
                Bold => coloured ? "\u001b[1m" : "",
                Plain => coloured ? "\u001b[0m" : "",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    private static List<string> Ladder(StudyArm arm, (int Steps, double Loss, LadderRung? Finished)[] models, bool withCharts)
    {
        int[][] sizes = [.. Enumerable.Range(0, models.Length).GroupBy(i => (arm.Ladder.Runs[i].Model, arm.Ladder.Runs[i].Steps)).Select(size => size.ToArray())];
        List<string> lines = [$"{Bold}{arm.Name}{Plain}  {Grey}{arm.Ladder.Split.Example}{Plain}", $"{Grey}  d steps seeds           loss   CE  EM{Plain}"];
        foreach (int[] size in sizes)
        {
            TrainingSettings run = arm.Ladder.Runs[size[0]];
            LadderRung[] done = [.. size.Select(i => models[i].Finished).OfType<LadderRung>()];
            double[] losses = [.. size.Where(i => models[i].Steps > 0).Select(i => models[i].Loss)];
            string ends = done.Length == 0
                ? $"{Grey}   .   .{Plain}"
                : string.Create(CultureInfo.InvariantCulture, $"{Cyan}{done.Average(one => one.CrossEntropy.Count),5:0.00}{Plain}{Green}{100 * done.Average(one => one.ExactMatch),4:0}%{Plain}");
            string loss = losses.Length == 0 ? "     " : string.Create(CultureInfo.InvariantCulture, $"{losses.Average(),5:0.00}");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{run.Model.Width,3}{run.Steps,6} {Bars([.. size.Select(i => (double)models[i].Steps / arm.Ladder.Runs[i].Steps)])} {loss}{ends}"));
        }

        if (withCharts)
        {
            lines.Add("");
            lines.AddRange(Charts(arm, models, sizes));
        }

        return lines;
    }

    // One bar per seed, 15 characters for all.
    private static string Bars(double[] shares)
    {
        const int width = 15;
        const string eighths = " ▏▎▍▌▋▊▉";
        int each = Math.Max(1, (width + 1 - shares.Length) / shares.Length);
        var text = new StringBuilder();
        foreach (double share in shares)
        {
            int parts = (int)(share * each * 8), whole = Math.Min(each, parts / 8);
            text.Append(share >= 1 ? Green : Grey).Append('█', whole);
            if (whole < each)
                text.Append(parts % 8 == 0 ? '·' : eighths[parts % 8]).Append('·', each - whole - 1);
            text.Append(Plain).Append(' ');
        }

        int visible = shares.Length * (each + 1);
        return text.Append(' ', Math.Max(0, width - visible)).ToString();
    }

    private static IEnumerable<string> Charts(StudyArm arm, (int Steps, double Loss, LadderRung? Finished)[] models, int[][] sizes)
    {
        // Up to a constant: all sizes of a ladder read texts of one length.
        double[] compute = [.. arm.Ladder.Runs.Select(run => Math.Log10(run.Model.NonEmbeddingParameters.Count * run.Steps * run.Batch))];
        (double Compute, double ExactMatch, double CrossEntropy)[] points =
        [
            .. from size in sizes
               let done = size.Select(i => models[i].Finished).OfType<LadderRung>().ToArray()
               where done.Length > 0
               select (compute[size[0]], done.Average(one => one.ExactMatch), done.Average(one => one.CrossEntropy.Count)),
        ];
        double span = compute.Max() - compute.Min(), least = compute.Min();
        double mostLoss = Math.Max(2.5, points.Length == 0 ? 0 : points.Max(point => point.CrossEntropy));
        string[] matches = Chart(points.Select(point => ((point.Compute - least) / span, point.ExactMatch)));
        string[] losses = Chart(points.Select(point => ((point.Compute - least) / span, point.CrossEntropy / mostLoss)));
        yield return $"{Green}{"exact match",-18}{Plain} {Cyan}{"cross-entropy",-17}{Plain}";
        for (int line = 0; line < ChartHeight; line++)
            yield return $"{Green}{matches[line]}{Plain} {Cyan}{losses[line]}{Plain}";
        yield return $"{Grey}{"compute →",-18} {"compute →",-17}{Plain}";
    }

    private static string[] Chart(IEnumerable<(double Place, double Height)> given)
    {
        (double Place, double Height)[] points = [.. given.OrderBy(point => point.Place)];
        var chart = new BrailleChart(17, ChartHeight);
        chart.Curve(place => Between(points, place));
        return [.. chart.Lines().Select(line => "│" + line.PadRight(17))];
    }

    private static double? Between((double Place, double Height)[] points, double place)
    {
        int after = Array.FindIndex(points, point => point.Place >= place);
        if (after < 0)
            return null;
        if (after == 0)
            return points[0].Place - place < 0.02 ? points[0].Height : null;
        (double Place, double Height) left = points[after - 1], right = points[after];
        return left.Height + ((right.Height - left.Height) * (place - left.Place) / (right.Place - left.Place));
    }

    private static string Padded(string line)
    {
        int visible = line.Count(c => c > Plain);
        return line + new string(' ', Math.Max(1, Column + 2 - visible));
    }
}
