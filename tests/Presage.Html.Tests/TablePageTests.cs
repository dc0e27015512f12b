using Microsoft.Playwright;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>The first view in a real browser, opened from disk and offline. Closing the page fails the test on any fault it logged.</summary>
public sealed class TablePageTests(Browser browser)
{
    private static readonly Report Sample = SampleReport.Build();

    [Fact]
    public async Task Page_FromDisk_SaysWhatWasReadAndListsAllSeries()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        Assert.Equal("310 scaling curves from 58,464 results of 23 models in 337 files", await opened.TextAsync("#headline"));
        Assert.Equal("310 shown, by attention", await opened.TextAsync("#shown"));
        Assert.Equal("311", await opened.Page.GetAttributeAsync("#series-table", "aria-rowcount"));
        Assert.Contains(Sample.Series[0].Curve.Task, await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);

        await opened.Page.Keyboard.PressAsync("End");

        Assert.Equal("309", await opened.Rows.Last.GetAttributeAsync("data-place"));
        Assert.Contains(Sample.Series[^1].Curve.Task, await opened.Rows.Last.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_EmptyReport_SaysSo()
    {
        await using OpenPage opened = await browser.OpenAsync(new Report { Inputs = [], Rejected = [], UnknownModels = [], Conflicts = [], Notes = [], Series = [] });

        Assert.Equal(0, await opened.Rows.CountAsync());
        Assert.Contains("Nothing that was read forms a scaling curve", await opened.TextAsync("#empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disclosures_Opened_ShowReasonsModelsConflictsNotesAndInputs()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        Assert.Contains("11 records not used", await opened.TextAsync("#rejected summary"), StringComparison.Ordinal);
        await opened.Page.ClickAsync("#rejected > summary");
        ILocator reasons = opened.Page.Locator("#rejected .reason");
        await Assertions.Expect(reasons).ToHaveCountAsync(3);
        await reasons.First.Locator("summary").ClickAsync();
        await Assertions.Expect(reasons.First.Locator("li")).ToHaveCountAsync(9);

        await opened.Page.ClickAsync("#unknown-models > summary");
        await Assertions.Expect(opened.Page.Locator("#unknown-models pre")).ToContainTextAsync("- name: acme-7b-chat");
        await Assertions.Expect(opened.Page.Locator("#unknown-models img")).ToHaveCountAsync(0);

        await opened.Page.ClickAsync("#conflicts > summary");
        await Assertions.Expect(opened.Page.Locator("#conflicts")).ToContainTextAsync("0.656100 opt/opt-6.7b.json");

        await opened.Page.ClickAsync("#notes > summary");
        Assert.Equal(SampleReport.HostileNote, await opened.Page.Locator("#notes li").Last.EvaluateAsync<string>("item => item.textContent"));

        await opened.Page.ClickAsync("#inputs > summary");
        await Assertions.Expect(opened.Page.Locator("#inputs tbody tr")).ToHaveCountAsync(200);
        await opened.Page.ClickAsync("#inputs .more");
        await Assertions.Expect(opened.Page.Locator("#inputs tbody tr")).ToHaveCountAsync(337);
    }

    [Fact]
    public async Task Filter_TextAndFacets_KeepWhatMatches()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);

        await opened.Page.FillAsync("#filter", "hellaswag pythia-12b");
        Assert.Equal("6 of 310 shown, by attention", await opened.TextAsync("#shown"));
        Assert.Equal(6, await opened.Rows.CountAsync());

        await opened.Page.SelectOptionAsync("#facet-metric", "acc_norm");
        Assert.Equal(2, await opened.Rows.CountAsync());
        await opened.Page.SelectOptionAsync("#facet-shots", "5");
        Assert.Equal(1, await opened.Rows.CountAsync());
        await opened.Page.SelectOptionAsync("#facet-over", "sizes");
        Assert.Equal(0, await opened.Rows.CountAsync());

        await opened.Page.ClickAsync("#empty button");
        Assert.Equal("310 shown, by attention", await opened.TextAsync("#shown"));

        await opened.Page.SelectOptionAsync("#facet-family", "OPT");
        Assert.Equal($"{Sample.Series.Count(series => series.Curve.Family == "OPT")} of 310 shown, by attention", await opened.TextAsync("#shown"));
    }

    [Fact]
    public async Task Sort_EachColumn_OrdersAndReturns()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);
        string firstByAttention = await opened.Rows.First.InnerTextAsync();

        await opened.Page.ClickAsync("th[data-key=task] button");
        Assert.Equal("ascending", await opened.Page.GetAttributeAsync("th[data-key=task]", "aria-sort"));
        Assert.StartsWith(SampleReport.HostileTask, await opened.Rows.First.InnerTextAsync(), StringComparison.Ordinal);

        await opened.Page.ClickAsync("th[data-key=points] button");
        Assert.Equal("descending", await opened.Page.GetAttributeAsync("th[data-key=points]", "aria-sort"));
        Assert.Null(await opened.Page.GetAttributeAsync("th[data-key=task]", "aria-sort"));
        Assert.Equal("17", await opened.Rows.First.Locator("td.points").InnerTextAsync());
        await opened.Page.ClickAsync("th[data-key=points] button");
        Assert.Equal("7", await opened.Rows.First.Locator("td.points").InnerTextAsync());
        await opened.Page.ClickAsync("th[data-key=points] button");
        Assert.Equal(firstByAttention, await opened.Rows.First.InnerTextAsync());

        foreach (string key in (string[])["metric", "family", "shots", "over", "ends", "rise", "leaves", "best"])
        {
            await opened.Page.ClickAsync($"th[data-key={key}] button");
            Assert.NotNull(await opened.Page.GetAttributeAsync($"th[data-key={key}]", "aria-sort"));
            Assert.True(await opened.Rows.CountAsync() > 10, $"Sorting by {key} left few rows.");
        }
    }

    [Fact]
    public async Task Rows_LinesAndFigures_ComeFromTheSeries()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);
        await opened.Page.FillAsync("#filter", "addition exact_match pythia sizes");
        await opened.Page.SelectOptionAsync("#facet-shots", "5");
        SeriesReport series = Sample.Series.Single(one => one.Id == "Pythia.addition_2_digits.exact_match.5-shot.sizes");
        ILocator row = opened.Rows.Filter(new LocatorFilterOptions { HasText = "70m" }).Or(opened.Rows).First;

        Assert.Equal(series.Curve.Points.Length, await row.Locator(".spark-line").EvaluateAsync<int>("line => line.points.numberOfItems"));
        Assert.Equal(1, await row.Locator(".spark-chance").CountAsync());
        Assert.Contains("n = 5,000", await row.Locator("td.leaves").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("SE", await row.Locator("td.rise").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keyboard_Alone_FiltersOpensAndReturns()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample);
        IKeyboard keyboard = opened.Page.Keyboard;

        await keyboard.PressAsync("/");
        await keyboard.TypeAsync("addition exact_match");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("ArrowDown");
        string id = Uri.UnescapeDataString((await opened.Page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"))[1..]);
        await keyboard.PressAsync("Enter");
        await opened.ChartAsync();
        Assert.EndsWith("#" + id, opened.Page.Url, StringComparison.Ordinal);
        Assert.Equal("series-title", await opened.Page.EvaluateAsync<string>("document.activeElement.id"));

        await keyboard.PressAsync("a");
        await Assertions.Expect(opened.Page.Locator("#metrics")).ToBeVisibleAsync();
        await keyboard.PressAsync("j");
        await Assertions.Expect(opened.Page.Locator(".pager")).ToContainTextAsync("3 of 10");
        await keyboard.PressAsync("k");
        await Assertions.Expect(opened.Page.Locator(".pager")).ToContainTextAsync("2 of 10");

        await keyboard.PressAsync("Escape");
        await Assertions.Expect(opened.Page.Locator("#series-table")).ToBeVisibleAsync();
        Assert.Equal("1", await opened.Page.EvaluateAsync<string>("document.activeElement.closest('tr').dataset.place"));

        await keyboard.PressAsync("?");
        await Assertions.Expect(opened.Page.Locator("#help")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Assertions.Expect(opened.Page.Locator("#help")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Scheme_SystemAndToggle_ChangeTheColours()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "", new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        const string Paper = "getComputedStyle(document.documentElement).backgroundColor";

        Assert.Equal("rgb(21, 23, 27)", await opened.Page.EvaluateAsync<string>(Paper));
        await opened.Page.ClickAsync("#toggle-theme");
        Assert.Equal("rgb(255, 255, 255)", await opened.Page.EvaluateAsync<string>(Paper));
        await opened.Page.ClickAsync("#toggle-theme");
        Assert.Equal("rgb(21, 23, 27)", await opened.Page.EvaluateAsync<string>(Paper));
    }

    [Fact]
    public async Task Print_Table_HasEveryRowOnWhite()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "", new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });

        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        await Assertions.Expect(opened.Rows).ToHaveCountAsync(310);
        await Assertions.Expect(opened.Page.Locator("#filter")).ToBeHiddenAsync();
        Assert.Equal("rgb(255, 255, 255)", await opened.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor"));

        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await opened.Page.WaitForFunctionAsync("() => document.querySelectorAll('#series-table tbody tr').length < 100");
        await Assertions.Expect(opened.Page.Locator("#filter")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(390)]
    [InlineData(820)]
    [InlineData(1100)]
    public async Task Page_NarrowWindow_NeverScrollsSideways(int width)
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "", new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 844 } });
        const string Width = "document.documentElement.scrollWidth";

        Assert.True(await opened.Page.EvaluateAsync<int>(Width) <= width);
        await opened.SeriesAsync("Pythia.hostile.acc.0-shot.sizes");
        Assert.True(await opened.Page.EvaluateAsync<int>(Width) <= width);
    }

    [Fact]
    public async Task Page_ThreeThousandSeries_KeepsFewRowsAndOpensTheLast()
    {
        Report large = SampleReport.Build(3000);
        await using OpenPage opened = await browser.OpenAsync(large);

        Assert.Equal("3,000 shown, by attention", await opened.TextAsync("#shown"));
        Assert.True(await opened.Rows.CountAsync() < 60);

        await opened.Page.Keyboard.PressAsync("End");
        await opened.Page.Keyboard.PressAsync("Enter");
        await opened.ChartAsync();
        Assert.Equal(large.Series[^1].Curve.Task, await opened.TextAsync("#series-title"));
        Assert.Equal(large.Series[^1].Curve.Points.Length, await opened.Points.CountAsync());

        await opened.Page.Keyboard.PressAsync("Escape");
        await opened.Page.FillAsync("#filter", large.Series[1500].Curve.Task);
        Assert.Equal(large.Series.Count(series => series.Curve.Task == large.Series[1500].Curve.Task), await opened.Rows.CountAsync());
    }
}
