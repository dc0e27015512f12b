using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Models;
using Presage.Proportions;

namespace Presage.Tests;

public sealed partial class ReadMeTests
{
    [Fact]
    public void Sample_Run_GivesACurveAndItsLaws()
    {
        TextWriter before = Console.Out;
        var printed = new StringWriter();
        Console.SetOut(printed);

        #region sample
        string[] sizes = ["70m", "160m", "410m", "1b", "1.4b", "2.8b", "6.9b", "12b"];
        double[] accuracies = [0.374, 0.435, 0.521, 0.569, 0.606, 0.644, 0.673, 0.702];

        EvaluationSet evaluations = EvaluationSet.Assemble(
            [
                .. sizes.Zip(accuracies, (size, accuracy) => new ReportedResult
                {
                    Model = $"EleutherAI/pythia-{size}",
                    Task = "arc_easy",
                    Metric = "acc",
                    Value = accuracy,
                    Samples = 2376,
                    Origin = new Origin("notebook", size),
                }),
            ],
            ModelCatalogue.BuiltIn);

        ScalingCurve curve = ScalingCurves.From(evaluations.Results, new CurveOptions())[0];
        foreach (CurvePoint point in curve.Points)
        {
            ConfidenceInterval interval = point.Interval!.Value;
            Console.WriteLine($"{point.Run.Compute!.Operations} {point.Value} [{interval.Lower:F3}, {interval.Upper:F3}]");
        }

        if (ChanceDeparture.Of(curve) is { FirstDistinguishable: { } first })
            Console.WriteLine($"leaves chance at {curve.Points[first].Run.Card.Name}");

        foreach (FitOutcome outcome in CurveLaws.Fit(curve))
        {
            if (outcome is FitOutcome.Converged fit)
                Console.WriteLine($"{fit.Law}: {fit.Formula}, AICc {fit.Aicc:F1}");
        }
        #endregion

        Console.SetOut(before);
        Assert.Contains("2.03813591E+22 0.702 [0.683, 0.720]", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains("leaves chance at pythia-70m", printed.ToString(), StringComparison.Ordinal);
        Assert.Contains("powerLaw: ", printed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_InReadMe_IsTheCompiledOne()
    {
        string code = Sample();
        string readme = File.ReadAllText(Path.Combine(Root(), "README.md")).ReplaceLineEndings("\n");
        Assert.Contains(code, readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_InMarkdown_LeadSomewhere()
    {
        string[] pages = [Path.Combine(Root(), "README.md"), Path.Combine(Root(), "CONTRIBUTING.md"), .. Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories)];
        string[] broken =
        [
            .. from page in pages
               from Match link in Link().Matches(File.ReadAllText(page))
               let target = link.Groups[1].Value.Split('#')[0]
               where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
               where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
               select $"{Path.GetFileName(page)}: {target}",
        ];
        Assert.Empty(broken);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    private static string Sample([CallerFilePath] string file = "")
    {
        string[] lines = File.ReadAllLines(file);
        int start = Array.FindIndex(lines, line => line.Trim() == "#region sample");
        int end = Array.FindIndex(lines, line => line.Trim() == "#endregion");
        return string.Join('\n', lines[(start + 1)..end].Select(line => line.Length >= 8 ? line[8..] : line)).TrimEnd();
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
