using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Models;
using Presage.Reports;
using Presage.Testing;

namespace Presage.Tests.Reports;

public sealed partial class ReportWritersTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private const string Hostile = "<script>alert('x')</script> | `pipe` \u2028";

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void Write_AnyCulture_IsTheReviewedText(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Report report = Sample(threads: 1);
            Golden.Verify(Text(report, ReportMarkdown.Write), "SampleReport.md");
            Golden.Verify(Rounded(Text(report, ReportJson.Write)), "SampleReport.json");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Build_AnyNumberOfThreads_IsTheSameReport() =>
        Assert.Equal(Text(Sample(threads: 1), ReportJson.Write), Text(Sample(threads: 8), ReportJson.Write));

    [Fact]
    public void Json_HostileTaskName_ComesBackAsItWas()
    {
        using JsonDocument json = JsonDocument.Parse(Text(Sample(threads: 1), ReportJson.Write));
        Assert.Contains(json.RootElement.GetProperty("series").EnumerateArray(), series => series.GetProperty("task").GetString() == Hostile);
    }

    [Fact]
    public void Series_Ids_AreUniqueAndSafeInALink()
    {
        Report report = Sample(threads: 1);
        Assert.Equal(report.Series.Length, report.Series.Select(series => series.Id).Distinct().Count());
        Assert.All(report.Series, series => Assert.DoesNotContain(series.Id, character => character is '<' or '>' or '"' or '\'' or ' ' or '#' or '?'));
    }

    [Fact]
    public void Series_FewPoints_NameNoBestLaw() =>
        Assert.All(Sample(threads: 1).Series.Where(series => series.Curve.Points.Length < 8), series => Assert.Null(series.BestLaw));

    [Fact]
    public void LargestRise_RungsFarApart_CountsPerDecade()
    {
        // The same rise of 0.4, once within a decade of compute and once over three.
        double near = Attention(("m1", .2), ("m2", .6));
        double far = Attention(("m1", .2), ("m1000", .6));
        Assert.Equal(near / 3, far, 9);
    }

    [Fact]
    public void LargestRise_RunsAtOnePlace_AreNoStepOfScale()
    {
        EvaluationSet set = Reported.Assemble(
            Reported.Result("m1", .1) with { Samples = 1000 }, Reported.Result("m1", .9) with { Samples = 1000, Run = "rerun" },
            Reported.Result("m2", .91) with { Samples = 1000 });
        Assert.Equal(.01, Only(set).LargestRise!.Change, 9);
    }

    // The last digits of a fit may differ between processors; between runs on one they do not, which another test holds.
    private static string Rounded(string json) => Fraction().Replace(
        JsonSerializer.Serialize(JsonDocument.Parse(json), Indented), match => double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("G6", CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?<=[:\[,]?\s+)-?\d+\.\d+(E[-+]?\d+)?")]
    private static partial Regex Fraction();

    private static double Attention(params (string Model, double Value)[] rungs)
    {
        EvaluationSet set = Reported.Assemble([.. rungs.Select(rung => Reported.Result(rung.Model, rung.Value) with { Samples = 1000 })]);
        return Only(set).LargestRise!.Attention;
    }

    private static SeriesReport Only(EvaluationSet set) =>
        Assert.Single(ReportBuilder.Build([], [], set, ScalingCurves.From(set.Results, new CurveOptions()), new ReportOptions()).Series);

    private static Report Sample(int threads)
    {
        double[] accuracies = [.25, .26, .24, .27, .31, .45, .62, .71, .74];
        ReportedResult[] results =
        [
            .. accuracies.Select((value, i) => Reported.Result($"m{Math.Pow(2, i)}", value) with { Samples = 1000, Chance = .25 }),
            .. accuracies.Select((value, i) => Reported.Result($"m{Math.Pow(2, i)}", 3.5 - value, metric: "cross_entropy") with { StandardError = .01 }),
            .. new[] { .1, .2, .4 }.Select((value, i) => Reported.Result($"m{i + 1}", value, task: Hostile, metric: "exact_match") with { Samples = 50 }),
            Reported.Result("m1", .3, task: "disputed", path: "a.json"),
            Reported.Result("m1", .4, task: "disputed", path: "b.json"),
            Reported.Result("m2", double.NaN, task: "disputed", path: "b.json"),
            Reported.Result("m2", 1, task: "made-up", metric: "sparkle"),
            Reported.Result("m1", .5) with { Model = "acme/rocket-3b", Facts = null },
        ];
        EvaluationSet set = EvaluationSet.Assemble(results, ModelCatalogue.BuiltIn);
        return ReportBuilder.Build(
            [new InputReport("results.json", "lm-evaluation-harness results", new string('a', 64), 21, 0), new InputReport("notes.txt", null, new string('b', 64), 0, 1)],
            [new Rejection("notes.txt", null, "not a format Presage reads")],
            set,
            ScalingCurves.From(set.Results, new CurveOptions()),
            new ReportOptions { DegreeOfParallelism = threads });
    }

    private static string Text(Report report, Action<Report, Stream> write)
    {
        using var stream = new MemoryStream();
        write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
