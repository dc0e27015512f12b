using System.Buffers.Binary;
using System.Xml.Linq;
using Microsoft.Playwright;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>One series in a real browser: its chart, its switches, its figures.</summary>
public sealed class SeriesPageTests(Browser browser)
{
    private const string Jump = "Pythia.addition_2_digits.exact_match.5-shot.sizes";
    private const string Hostile = "Pythia.hostile.acc.0-shot.sizes";

    private static readonly Report Sample = SampleReport.Build();

    [Fact]
    public async Task DeepLink_Series_DrawsItsPointsIntervalsAndChance()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();

        Assert.Equal("addition_2_digits", await opened.TextAsync("#series-title"));
        Assert.Equal(8, await opened.Points.CountAsync());
        Assert.Equal(8, await opened.Page.Locator("#chart .errorbar").CountAsync());
        Assert.Equal(1, await opened.Page.Locator("#chart .shapelayer path").CountAsync());
        string texts = await opened.Page.Locator("#chart").EvaluateAsync<string>("chart => chart.textContent.replaceAll('\u200b', '')");
        Assert.Contains("chance 0", texts, StringComparison.Ordinal);
        Assert.Contains("1021", texts, StringComparison.Ordinal); // 10 with a raised 21
        Assert.Equal(8, await opened.Page.Locator("#points tbody tr").CountAsync());
        Assert.Contains("non-embedding", await opened.TextAsync("#points"), StringComparison.Ordinal);
        Assert.Contains("from standard error", await opened.TextAsync("#points"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeepLink_UnknownName_ShowsTheTable()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#no-such-series%");

        Assert.True(await opened.Page.IsVisibleAsync("#series-table"));
    }

    [Fact]
    public async Task Row_Clicked_OpensTheSeriesAndBackReturns()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        await opened.Rows.Nth(3).ClickAsync();
        await opened.ChartAsync();
        Assert.Equal(Sample.Series[3].Curve.Points.Length, await opened.Points.CountAsync());

        await opened.Page.GoBackAsync();
        await Assertions.Expect(opened.Page.Locator("#series-table")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task MetricSwitch_OtherMetric_ChangesTheCurve()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();
        string before = await opened.Points.Last.EvaluateAsync<string>("point => point.getAttribute('transform')");
        string[] valuesBefore = [.. await opened.Page.Locator("#points tbody td b").AllInnerTextsAsync()];

        await opened.Page.Locator("#choice-metric label", new PageLocatorOptions { HasText = "token_edit_distance" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator(".subtitle")).ToContainTextAsync("token edit distance");
        await opened.ChartAsync();

        Assert.NotEqual(before, await opened.Points.Last.EvaluateAsync<string>("point => point.getAttribute('transform')"));
        Assert.NotEqual(valuesBefore, [.. await opened.Page.Locator("#points tbody td b").AllInnerTextsAsync()]);
        Assert.EndsWith("#Pythia.addition_2_digits.token_edit_distance.5-shot.sizes", opened.Page.Url, StringComparison.Ordinal);
        Assert.Contains("lower is better", await opened.Page.Locator("#chart").EvaluateAsync<string>("chart => chart.textContent"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lens_AllMetrics_DrawsEachBetweenItsWorstAndBestWithItsKind()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();

        await opened.Page.Locator("#choice-metric label", new PageLocatorOptions { HasText = "All metrics" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator("#metrics li")).ToHaveCountAsync(4);
        await opened.ChartAsync();

        Assert.Equal(4, await opened.Lines.CountAsync());
        Assert.Equal(32, await opened.Points.CountAsync());
        Assert.Contains("nonlinear, discontinuous", await opened.TextAsync("#metrics"), StringComparison.Ordinal);
        Assert.Contains("Schaeffer et al. 2023", await opened.TextAsync("#caption"), StringComparison.Ordinal);
        double[] ends = await opened.Page.EvaluateAsync<double[]>("document.getElementById('chart').data.flatMap(trace => [Math.min(...trace.y), Math.max(...trace.y)])");
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1], ends);

        await opened.Page.Locator("#metrics input").First.UncheckAsync();
        await Assertions.Expect(opened.Lines).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task AxisSwitch_OffTheFittedAxis_MovesThePointsAndHidesTheLaws()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();
        Assert.Contains("brokenLine", await Traces(opened));

        await opened.Page.Locator("#choice-axis label", new PageLocatorOptions { HasText = "Parameters" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator("#caption")).ToContainTextAsync("The laws were fitted against training compute");
        await opened.ChartAsync();
        string[] names = await Traces(opened);
        Assert.Equal(["joined", "largest rise", "points"], names);
        Assert.Contains("Parameters (non-embedding)", await opened.Page.Locator("#chart").EvaluateAsync<string>("chart => chart.textContent"), StringComparison.Ordinal);

        await opened.Page.Locator("#choice-axis label", new PageLocatorOptions { HasText = "Loss" }).ClickAsync();
        await opened.ChartAsync();
        double[] range = await opened.Page.EvaluateAsync<double[]>("document.getElementById('chart').layout.xaxis.range");
        Assert.True(range[0] > range[1], "The loss axis falls to the right.");
    }

    [Fact]
    public async Task VerticalSwitch_LogWithZeros_DrawsUpperLimits()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#Pythia.gsm8k.exact_match.0-shot.sizes");
        await opened.ChartAsync();

        await opened.Page.Locator("#choice-vertical label", new PageLocatorOptions { HasText = "Log" }).ClickAsync();
        await Assertions.Expect(opened.Page.Locator("#caption")).ToContainTextAsync("upper limit");
        await opened.ChartAsync();

        Assert.Contains("upper limits", await Traces(opened));
        Assert.Equal(8, await opened.Points.CountAsync());
    }

    [Fact]
    public async Task OtherSwitches_FamilyShotsOver_LeadToTheNearestSeries()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#Pythia.arc_easy.acc.5-shot.pythia-12b");
        await opened.ChartAsync();

        await opened.Page.Locator("#choice-shots label", new PageLocatorOptions { HasText = "0" }).ClickAsync();
        await Assertions.Expect(opened.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#Pythia\\.arc_easy\\.acc\\.0-shot\\.pythia-12b$"));
        await opened.Page.Locator("#choice-family label", new PageLocatorOptions { HasText = "OPT" }).ClickAsync();
        await Assertions.Expect(opened.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#OPT\\.arc_easy\\.acc\\.0-shot\\.sizes$"));
        await Assertions.Expect(opened.Page.Locator("#choice-over")).ToHaveTextAsync("sizes"); // one choice: plain text
        Assert.Equal("SPAN", await opened.Page.Locator("#choice-over").EvaluateAsync<string>("choice => choice.tagName"));
    }

    [Fact]
    public async Task Laws_Toggled_AppearWithBandsAndFailuresKeepTheirReason()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();
        string[] before = await Traces(opened);
        Assert.DoesNotContain("constant", before);

        await opened.Page.Locator("#laws label", new PageLocatorOptions { HasText = "constant" }).ClickAsync();
        await opened.Page.WaitForFunctionAsync($"count => document.getElementById('chart').data.length === count", before.Length + 2);
        string[] after = await Traces(opened);
        Assert.Contains("constant", after);
        Assert.Contains("constant band", after);
        Assert.Contains("not applicable: 3 of 8 values", await opened.TextAsync("#rail"), StringComparison.Ordinal);
        Assert.Contains("AICc", await opened.TextAsync("#laws"), StringComparison.Ordinal);
        Assert.Contains("y = g + c / (1 + exp(-k (x - x0)))", await opened.TextAsync(".laws"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConflictingPoint_IsMarkedOnTheChartAndInTheTable()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#OPT.arc_easy.acc.0-shot.sizes");
        await opened.ChartAsync();

        Assert.Contains("conflicting", await Traces(opened));
        Assert.Contains("not fitted", await opened.TextAsync("#points tr.conflicting"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileNames_Everywhere_StayText()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Hostile);
        await opened.ChartAsync();

        Assert.Equal(SampleReport.HostileTask, await opened.TextAsync("#series-title"));
        await opened.Page.Locator("#chart .scatterlayer .points path.point").Nth(3).HoverAsync(new LocatorHoverOptions { Force = true });
        await opened.Page.WaitForSelectorAsync("#chart .hoverlayer .hovertext");
        Assert.Contains($"results.{SampleReport.HostileTask}.acc", await opened.Page.Locator("#chart .hoverlayer").EvaluateAsync<string>("layer => layer.textContent"), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator("#main script, #chart script").CountAsync());
        Assert.Equal(SampleReport.HostileNote, await opened.Page.Locator("#series .notes li").First.EvaluateAsync<string>("item => item.textContent"));

        XDocument svg = XDocument.Parse(System.Text.Encoding.UTF8.GetString(await DownloadAsync(opened, "#save-svg")));
        Assert.Contains(SampleReport.HostileTask, svg.Root!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName == "script");
    }

    [Fact]
    public async Task Downloads_SvgPngCsv_AreWhatTheyClaim()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();

        XDocument svg = XDocument.Parse(System.Text.Encoding.UTF8.GetString(await DownloadAsync(opened, "#save-svg")));
        Assert.Equal("svg", svg.Root!.Name.LocalName);
        Assert.Equal(8, svg.Descendants().Count(element => (string?)element.Attribute("class") == "point"));
        Assert.Contains("addition_2_digits, exact_match: Pythia, 5 shots, sizes", svg.Root.Value, StringComparison.Ordinal);

        byte[] png = await DownloadAsync(opened, "#save-png");
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal((2000, 1200), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));

        string[] csv = System.Text.Encoding.UTF8.GetString(await DownloadAsync(opened, "#save-csv")).Split("\r\n");
        Assert.StartsWith("task,metric,family,shots,over,model,", csv[0], StringComparison.Ordinal);
        Assert.Equal(8 + 2, csv.Length);
        double last = Sample.Series.Single(series => series.Id == Jump).Curve.Points[^1].Value;
        Assert.Contains(last.ToString(System.Globalization.CultureInfo.InvariantCulture), csv[8].Split(','));
    }

    [Fact]
    public async Task Zoom_DraggedAndDoubleClicked_GoesInAndOut()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();
        const string Range = "document.getElementById('chart').layout.xaxis.range";
        double[] whole = await opened.Page.EvaluateAsync<double[]>(Range);

        LocatorBoundingBoxResult box = (await opened.Page.Locator("#chart .nsewdrag").First.BoundingBoxAsync())!;
        await opened.Page.Mouse.MoveAsync(box.X + box.Width * 0.5f, box.Y + box.Height * 0.2f);
        await opened.Page.Mouse.DownAsync();
        await opened.Page.Mouse.MoveAsync(box.X + box.Width * 0.9f, box.Y + box.Height * 0.8f, new MouseMoveOptions { Steps = 4 });
        await opened.Page.Mouse.UpAsync();
        await opened.Page.WaitForFunctionAsync($"from => {Range}[0] > from", whole[0] + 0.5);

        await opened.Page.Mouse.DblClickAsync(box.X + box.Width * 0.5f, box.Y + box.Height * 0.5f);
        await opened.Page.WaitForFunctionAsync($"from => Math.abs({Range}[0] - from) < 1e-9", whole[0]);
    }

    [Fact]
    public async Task Print_Series_DrawsTheChartOnWhite()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump, new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        await opened.ChartAsync();
        const string Ink = "document.getElementById('chart').data.at(-1).marker.color";
        Assert.Equal("rgb(236, 235, 231)", await opened.Page.EvaluateAsync<string>(Ink));

        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await opened.Page.WaitForFunctionAsync($"() => {Ink} === 'rgb(25, 27, 31)'");
        await Assertions.Expect(opened.Page.Locator(".switches")).ToBeHiddenAsync();
        await Assertions.Expect(opened.Page.Locator("#points")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Series_OfWhichLittleIsKnown_ShowsItsValuesInGivenOrder()
    {
        await using OpenPage opened = await browser.OpenAsync(SampleReport.Bare());
        Assert.Equal(1, await opened.Rows.CountAsync());

        await opened.SeriesAsync("bare");

        Assert.Equal(2, await opened.Points.CountAsync());
        Assert.Contains("acme-1", await opened.Page.Locator("#chart").EvaluateAsync<string>("chart => chart.textContent"), StringComparison.Ordinal);
        await Assertions.Expect(opened.Page.Locator("#choice-axis")).ToHaveTextAsync("Given order");
        Assert.Equal("not stated", await opened.TextAsync("#choice-shots"));
        await Assertions.Expect(opened.Page.Locator("#laws")).ToHaveCountAsync(0);
    }

    private static Task<string[]> Traces(OpenPage opened) =>
        opened.Page.EvaluateAsync<string[]>("document.getElementById('chart').data.filter(trace => trace.x.length > 0).map(trace => trace.name)");

    private static async Task<byte[]> DownloadAsync(OpenPage opened, string button)
    {
        IDownload download = await opened.Page.RunAndWaitForDownloadAsync(() => opened.Page.ClickAsync(button));
        await using Stream stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
