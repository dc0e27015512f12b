using Microsoft.Playwright;
using Presage.Emergence;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>Verdicts in a real browser: the table that leads with them, its filter, and the evidence behind each.</summary>
public sealed class VerdictPageTests(Browser browser)
{
    private const string LeftOut = "sciq";
    private const string Jump = "Pythia.addition_2_digits.exact_match.5-shot.sizes";

    private static readonly Report Sample = SampleVerdicts.Judge(SampleReport.Build(), LeftOut);

    /// <summary>Contrast (WCAG 2.2) of every text that an element shows against the colour behind it; the least of them.</summary>
    private const string LeastContrast = """
        selector => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const rgb = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = node => { for (; node; node = node.parentElement) { const c = rgb(getComputedStyle(node).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
          let least = 99;
          for (const node of document.querySelectorAll(selector + ", " + selector + " *")) {
            if (node.ownerSVGElement || node.disabled || ![...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())) continue;
            const [one, other] = [light(rgb(getComputedStyle(node).color)), light(behind(node))].sort((a, b) => b - a);
            least = Math.min(least, (one + 0.05) / (other + 0.05));
          }
          return least;
        }
        """;

    [Fact]
    public async Task Table_JudgedReport_LeadsWithVerdictsOnePerAbility()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        Assert.StartsWith($"{Sample.Abilities.Length} abilities in 310 scaling curves", await opened.TextAsync("#headline"), StringComparison.Ordinal);
        Assert.Equal("verdict", await opened.Page.Locator("#series-table th").First.GetAttributeAsync("data-key"));
        AbilityReport first = Sample.Abilities[0];
        string row = await opened.Rows.First.InnerTextAsync();
        Assert.StartsWith("Metric artefact", row, StringComparison.Ordinal);
        Assert.Contains(first.Task, row, StringComparison.Ordinal);
        Assert.Contains(first.Verdict.Sentence, row, StringComparison.Ordinal);
        Assert.Equal(Math.Min(2, first.Series.Length), await opened.Rows.First.Locator(".mini .spark").CountAsync());
        Assert.Equal($"{Sample.Abilities.Length + 10} shown, by attention", await opened.TextAsync("#shown"));
    }

    [Fact]
    public async Task Summary_JudgedReport_CountsEachVerdictInWordsAndPicture()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        foreach ((VerdictKind kind, string word, string name) in ((VerdictKind, string, string)[])[(VerdictKind.RealBreak, "Real break", "realBreak"), (VerdictKind.Smooth, "Smooth", "smooth"), (VerdictKind.Unresolved, "Unresolved", "unresolved")])
        {
            int amount = Sample.Abilities.Count(ability => ability.Verdict.Kind == kind);
            await Assertions.Expect(opened.Page.Locator($".chip[data-kind={name}]")).ToHaveTextAsync($"{word} {amount}");
            Assert.Contains($"{word.ToLowerInvariant()} {amount}", await opened.Page.GetAttributeAsync(".share", "aria-label"), StringComparison.Ordinal);
        }

        string[] marks = await opened.Page.Locator(".chip svg").EvaluateAllAsync<string[]>("marks => marks.map(mark => [...mark.children].map(shape => shape.tagName + shape.getAttribute('d') + shape.getAttribute('r')).join())");
        Assert.Equal(marks.Length, marks.Distinct().Count()); // told apart by shape, not by colour alone
    }

    [Fact]
    public async Task Chips_ByKeyboard_FilterByKindAndStandInTheAddress()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);
        int breaks = Sample.Abilities.Count(ability => ability.Verdict.Kind == VerdictKind.RealBreak);
        int artefacts = Sample.Abilities.Count(ability => ability.Verdict.Kind == VerdictKind.MetricArtefact);

        await opened.Page.FocusAsync(".chip[data-kind=realBreak]");
        await opened.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(opened.Rows).ToHaveCountAsync(breaks);
        Assert.Equal("true", await opened.Page.GetAttributeAsync(".chip[data-kind=realBreak]", "aria-pressed"));
        Assert.EndsWith("#?verdict=realBreak", opened.Page.Url, StringComparison.Ordinal);

        await opened.Page.Keyboard.PressAsync("Tab");
        await opened.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(opened.Rows).ToHaveCountAsync(breaks + artefacts);
        Assert.EndsWith("#?verdict=realBreak,metricArtefact", opened.Page.Url, StringComparison.Ordinal);

        await opened.Rows.First.ClickAsync();
        await opened.ChartAsync();
        await opened.Page.GoBackAsync();
        await Assertions.Expect(opened.Rows).ToHaveCountAsync(breaks + artefacts);
    }

    [Fact]
    public async Task Address_WithFilter_OpensTheFilteredTable()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#?verdict=unresolved&why=measurementFault&family=Pythia&rows=curves");

        int expected = Sample.Abilities.Where(ability => ability.Verdict.Reason == UnresolvedReason.MeasurementFault && ability.Family == "Pythia").Sum(ability => ability.Series.Length);
        Assert.Equal($"{expected} of 310 shown, by attention", await opened.TextAsync("#shown"));
        Assert.Equal("Pythia", await opened.Page.InputValueAsync("#facet-family"));
        Assert.Contains("a fault of measurement", await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);

        await opened.Page.EvaluateAsync("location.hash = '#?find=arc_easy'");
        await Assertions.Expect(opened.Page.Locator("#shown")).ToContainTextAsync("10 of 100 shown");
        Assert.Equal("arc_easy", await opened.Page.InputValueAsync("#filter"));
    }

    [Fact]
    public async Task Sort_VerdictColumns_OrderAndReturn()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);
        string before = await opened.Rows.First.InnerTextAsync();

        await opened.Page.ClickAsync("th[data-key=verdict] button");
        Assert.StartsWith("Real break", await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);
        await opened.Page.ClickAsync("th[data-key=verdict] button");
        Assert.StartsWith("Not judged", await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);
        await opened.Page.ClickAsync("th[data-key=verdict] button");
        Assert.Equal(before, await opened.Rows.First.InnerTextAsync());

        await opened.Page.ClickAsync("th[data-key=breakp] button");
        Assert.Equal("ascending", await opened.Page.GetAttributeAsync("th[data-key=breakp]", "aria-sort"));
        Assert.StartsWith("Real break", await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);
        foreach (string key in (string[])["task", "says", "ratio"])
        {
            await opened.Page.ClickAsync($"th[data-key={key}] button");
            Assert.NotNull(await opened.Page.GetAttributeAsync($"th[data-key={key}]", "aria-sort"));
            Assert.True(await opened.Rows.CountAsync() > 8, $"Sorting by {key} left few rows.");
        }
    }

    [Fact]
    public async Task RowsSwitch_Curves_ListsEverySeriesWithItsAbilitysVerdict()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        await opened.Page.Locator("#choice-rows label", new PageLocatorOptions { HasText = "Curves" }).ClickAsync();
        Assert.Equal("310 shown, by attention", await opened.TextAsync("#shown"));
        Assert.EndsWith("#?rows=curves", opened.Page.Url, StringComparison.Ordinal);
        await opened.Page.ClickAsync(".chip[data-kind=realBreak]");
        int expected = Sample.Abilities.Where(ability => ability.Verdict.Kind == VerdictKind.RealBreak).Sum(ability => ability.Series.Length);
        Assert.Equal($"{expected} of 310 shown, by attention", await opened.TextAsync("#shown"));
        Assert.StartsWith("Real break", await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_RealBreak_GivesEveryFigureWithWhatItRestsOn()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();
        EmergenceVerdict verdict = Sample.Abilities.Single(ability => ability.Series.Contains(Jump)).Verdict;

        Assert.StartsWith("Real break", await opened.TextAsync("#verdict"), StringComparison.Ordinal);
        string panel = await opened.TextAsync("#evidence");
        foreach (string said in (string[])[
            verdict.Sentence, "3.1 × 10−6", "5.0 × 10−4", "0.0042", "0.011", "0.043", "4,096 draws", "after FDR control", "62 % of its whole rise", "more than the sampling of items explains",
            "between 1b and 1.4b", "4.1 and ∞", "0.08", "estimated from the residuals", "86 %", "stays when any one model is left out", verdict.Falsifiers[0], "n = 5,000", "8 models"])
            Assert.Contains(said, panel, StringComparison.Ordinal);
        Assert.Equal(9, await opened.Page.Locator(".findings tbody tr").CountAsync());

        await opened.Page.ClickAsync("#verdict a");
        Assert.Equal("evidence-title", await opened.Page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.EndsWith("#" + Jump, opened.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evidence_NothingTested_SaysSoAndShowsNoFigure()
    {
        AbilityReport fault = Sample.Abilities.First(ability => ability.Verdict.Reason == UnresolvedReason.MeasurementFault);
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + fault.Id);
        await opened.ChartAsync();

        Assert.Equal(fault.Task, await opened.TextAsync("#series-title"));
        Assert.Contains("answers were probably not read at all", await opened.TextAsync("#evidence"), StringComparison.Ordinal);
        Assert.Contains("not tested", await opened.TextAsync("#evidence"), StringComparison.Ordinal);
        Assert.Contains(fault.Verdict.CheapestData!.Text, await opened.TextAsync("#evidence .closing"), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator("#evidence dd").CountAsync());
        Assert.Equal(0, await opened.Page.Locator("#show-knot").CountAsync());
    }

    [Fact]
    public async Task Chart_KnotAndLargestRise_AreDrawnOnTheirOwnAxisOnly()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();
        const string Rectangles = "document.getElementById('chart').layout.shapes.filter(shape => shape.type === 'rect').length";
        Assert.Equal(1, await opened.Page.EvaluateAsync<int>(Rectangles));
        Assert.True(await opened.Page.EvaluateAsync<bool>("document.getElementById('chart').data.some(trace => trace.name === 'largest rise')"));

        await opened.Page.UncheckAsync("#show-knot");
        await opened.Page.WaitForFunctionAsync($"() => {Rectangles} === 0");
        await opened.Page.CheckAsync("#show-knot");
        await opened.Page.WaitForFunctionAsync($"() => {Rectangles} === 1");
        await opened.Page.Locator("#choice-axis label", new PageLocatorOptions { HasText = "Parameters" }).ClickAsync();
        await opened.Page.WaitForFunctionAsync($"() => {Rectangles} === 0");
    }

    [Fact]
    public async Task HostileEvidence_Everywhere_StaysText()
    {
        AbilityReport hostile = Sample.Abilities.First(ability => ability.Verdict.Sentence == SampleVerdicts.Hostile);
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + hostile.Series[0]);
        await opened.ChartAsync();

        Assert.Contains(SampleVerdicts.Hostile, await opened.TextAsync("#evidence"), StringComparison.Ordinal);
        Assert.Equal(0, await opened.Page.Locator("#main img").CountAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Texts_OfVerdicts_AreReadable(ColorScheme scheme)
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#?verdict=realBreak", new BrowserNewContextOptions { ColorScheme = scheme });
        Assert.InRange(await opened.Page.EvaluateAsync<double>(LeastContrast, "#list"), 4.5, 21);

        await opened.SeriesAsync(Jump);
        Assert.InRange(await opened.Page.EvaluateAsync<double>(LeastContrast, "#evidence"), 4.5, 21);
        Assert.InRange(await opened.Page.EvaluateAsync<double>(LeastContrast, "#verdict"), 4.5, 21);
    }

    [Theory]
    [InlineData(380)]
    [InlineData(820)]
    [InlineData(1100)]
    public async Task Page_NarrowWindow_NeverScrollsSideways(int width)
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "", new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 } });
        const string Width = "document.documentElement.scrollWidth";

        Assert.True(await opened.Page.EvaluateAsync<int>(Width) <= width);
        await opened.SeriesAsync(Jump);
        Assert.True(await opened.Page.EvaluateAsync<int>(Width) <= width);
    }

    [Fact]
    public async Task Print_Evidence_IsWholeAndOnWhite()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump, new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        await opened.ChartAsync();

        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(opened.Page.Locator("#evidence")).ToBeVisibleAsync();
        await Assertions.Expect(opened.Page.Locator("#verdict a")).ToBeHiddenAsync();
        Assert.Equal(9, await opened.Page.Locator(".findings tbody tr").CountAsync());
    }

    [Fact]
    public async Task Page_TenThousandSeries_StaysSmallAndQuickToFilter()
    {
        Report large = SampleVerdicts.Judge(SampleReport.Build(10_000));
        await using OpenPage opened = await browser.OpenAsync(large);

        Assert.Equal($"{large.Abilities.Length:N0} shown, by attention", await opened.TextAsync("#shown"));
        Assert.True(await opened.Rows.CountAsync() < 60);
        await opened.Page.ClickAsync(".chip[data-kind=metricArtefact]");
        Assert.Equal($"{large.Abilities.Count(ability => ability.Verdict.Kind == VerdictKind.MetricArtefact):N0} of {large.Abilities.Length:N0} shown, by attention", await opened.TextAsync("#shown"));
        await opened.Page.ClickAsync(".chip[data-kind=metricArtefact]");
        await opened.Page.FocusAsync("#series-table tbody td.task a[tabindex='0']");
        await opened.Page.Keyboard.PressAsync("End");
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.ChartAsync();
        Assert.Equal(large.Abilities[^1].Task, await opened.TextAsync("#series-title"));
    }
}
