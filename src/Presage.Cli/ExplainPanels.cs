using System.Collections.Immutable;
using System.Globalization;
using Presage.Mirages;
using Presage.Reports;
using Presage.Units;

namespace Presage.Cli;

/// <summary>The closed-form model as six small charts over one axis of sizes.</summary>
internal static class ExplainPanels
{
    private const int LabelWidth = 6;
    private const int Height = 5;
    private const double Smallest = 1e-7;

    private static readonly double From = Math.Log10(Mirage.Sizes[0].Count), To = Math.Log10(Mirage.Sizes[^1].Count);

    /// <summary>One chart: lines of the same width, with the colour of its curve.</summary>
    public sealed record Panel(string Colour, ImmutableArray<string> Lines);

    /// <summary>The charts.</summary>
    /// <param name="mirage">The model.</param>
    /// <param name="width">Characters of each.</param>
    public static ImmutableArray<Panel> Of(Mirage mirage, int width)
    {
        double most = mirage.Value(MirageMetric.CrossEntropy, Mirage.Sizes[0]), least = mirage.Value(MirageMetric.CrossEntropy, Mirage.Sizes[^1]);
        double worstBrier = mirage.Settings.Choices / (mirage.Settings.Choices - 1.0);
        int tokens = mirage.Settings.TargetTokens;
        return
        [
            Draw("Cross-entropy, log scale", "blue", Label(most), Label(least), size => Math.Log(mirage.Value(MirageMetric.CrossEntropy, size) / least) / Math.Log(most / least), []),
            Draw("Exact match", "magenta", "100 %", "0 %", size => mirage.Value(MirageMetric.ExactMatch, size), Marks(rate => rate)),
            Draw("Exact match, log scale", "magenta", "100 %", "1e-7", size => Logarithmic(mirage.Value(MirageMetric.ExactMatch, size)), Marks(rate => Logarithmic(rate) ?? 0)),
            Draw("Multiple choice grade", "yellow", "1", "0", size => mirage.Value(MirageMetric.MultipleChoiceGrade, size), []),
            Draw("Edit distance, tokens", "green", "0", Label(tokens), size => 1 - mirage.Value(MirageMetric.TokenEditDistance, size) / tokens, []),
            Draw("Brier score", "cyan", "0", Label(worstBrier), size => 1 - mirage.Value(MirageMetric.BrierScore, size) / worstBrier, []),
        ];

        IEnumerable<(Params, double, char)> Marks(Func<double, double> height) =>
            mirage.Tested.Select(rung => (rung.Size, height((double)rung.Successes / rung.Items), rung.Successes == 0 ? '○' : '●'));

        Panel Draw(string title, string colour, string top, string bottom, Func<Params, double?> height, IEnumerable<(Params Size, double Height, char Mark)> marks)
        {
            BrailleChart chart = new(width - LabelWidth - 2, Height);
            chart.Curve(place => height(Params.From(Math.Pow(10, From + (place * (To - From))))));
            foreach ((Params size, double at, char mark) in marks)
                chart.Mark((Math.Log10(size.Count) - From) / (To - From), at, mark);
            string[] drawn = [.. chart.Lines()];
            string left = MirageText.Size(Mirage.Sizes[0]), right = MirageText.Size(Mirage.Sizes[^1]);
            return new Panel(colour,
            [
                Padded(title),
                .. drawn.Select((line, row) => Padded($"{(row == 0 ? top : row == Height - 1 ? bottom : ""),LabelWidth}│{line}")),
                Padded(new string(' ', LabelWidth) + "└" + new string('─', chart.Width)),
                Padded($"{new string(' ', LabelWidth + 1)}{left}{"parameters".PadLeft((chart.Width - left.Length - right.Length + 10) / 2).PadRight(chart.Width - left.Length - right.Length)}{right}"),
            ]);
        }

        string Padded(string line) => line.Length > width ? line[..width] : line.PadRight(width);
    }

    private static double? Logarithmic(double rate) => rate < Smallest ? null : 1 - Math.Log(rate) / Math.Log(Smallest);

    private static string Label(double value) => value.ToString(value >= 99.5 ? "0" : "G3", CultureInfo.InvariantCulture);
}
