using Microsoft.Playwright;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>Forecasts in a real browser: the fan beyond the last rung, and the backtest beside it.</summary>
public sealed class ForecastPageTests(Browser browser)
{
    private const string Jump = "Pythia.addition_2_digits.exact_match.5-shot.sizes";

    private static readonly Report Sample = SampleForecasts.Forecast(SampleVerdicts.Judge(SampleReport.Build()));

    [Fact]
    public async Task Fan_Series_ReachesBeyondTheLastPointWithNestedBands()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();

        Assert.Equal(["forecast 90 %", "forecast 80 %", "forecast 50 %", "forecast median", "forecast"], await FanAsync(opened));
        double[] ends = await opened.Page.EvaluateAsync<double[]>("""
            () => {
              const data = document.getElementById("chart").data;
              const band = name => data.find(trace => trace.name === name);
              const height = name => Math.max(...band(name).y) - Math.min(...band(name).y);
              const last = data.find(trace => trace.name === "points").x.at(-1);
              return [Math.max(...band("forecast 90 %").x) / last, height("forecast 50 %"), height("forecast 80 %"), height("forecast 90 %")];
            }
            """);
        Assert.InRange(ends[0], 9.99, 10.01);
        Assert.True(ends[1] < ends[2] && ends[2] <= ends[3]);

        await opened.Page.UncheckAsync("#fan input");
        await opened.Page.WaitForFunctionAsync("() => !document.getElementById('chart').data.some(trace => trace.name.startsWith('forecast'))");
        await opened.Page.CheckAsync("#fan input");
        await opened.Page.Locator("#choice-axis label", new PageLocatorOptions { HasText = "Parameters" }).ClickAsync();
        await opened.ChartAsync();
        Assert.Empty(await FanAsync(opened));
    }

    [Fact]
    public async Task Backtest_BesideTheForecast_PrintsCoverageWithItsNumber()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#" + Jump);
        await opened.ChartAsync();

        Assert.Contains("in the backtest they held 49, 79, 91 % of 240", await opened.TextAsync("#fan"), StringComparison.Ordinal);
        string section = await opened.TextAsync("#forecast");
        foreach (string said in (string[])["linear (70", "persistence (30", "errors of rolling forecasts in other families (240)", "240 rolling forecasts", "95 % intervals by family", "79", "72", "86", "3 of 4 fell inside", "18 % smaller"])
            Assert.Contains(said, section, StringComparison.Ordinal);
        Assert.Equal(5, await opened.Page.Locator("#forecast-table tbody tr").CountAsync());
        Assert.DoesNotContain("not above the floor", section, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_ThatContradictsTheInterval_IsSaid()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#OPT.arc_easy.acc.0-shot.sizes");
        await opened.ChartAsync();

        Assert.Contains("not to be believed", await opened.TextAsync("#fan .warn"), StringComparison.Ordinal);
        Assert.Equal(SampleForecasts.Warning, await opened.TextAsync("#forecast p.warn"));
    }

    [Fact]
    public async Task SeriesAtItsFloor_AsksWhetherItLeavesChance()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#Pythia.gsm8k.exact_match.0-shot.sizes");
        await opened.ChartAsync();

        string section = await opened.TextAsync("#forecast");
        Assert.Contains("has not been told from chance", section, StringComparison.Ordinal);
        Assert.Contains("With 1,319 items", section, StringComparison.Ordinal);
        Assert.Contains("90 %: beyond three decades", section, StringComparison.Ordinal);
        Assert.Contains("0.55", section, StringComparison.Ordinal);

        // The lower ends are 0, which a log axis cannot show.
        await opened.Page.Locator("#choice-vertical label", new PageLocatorOptions { HasText = "Log" }).ClickAsync();
        await opened.ChartAsync();
        Assert.True(await opened.Page.EvaluateAsync<bool>("document.getElementById('chart').data.filter(trace => trace.name.startsWith('forecast')).every(trace => trace.y.every(value => value > 0))"));
    }

    [Fact]
    public async Task SeriesWithoutForecast_SaysWhy()
    {
        await using OpenPage opened = await browser.OpenAsync(Sample, "#Pythia.lambada_openai.acc.0-shot.sizes");
        await opened.ChartAsync();

        Assert.Contains("2 points; a forecast needs 4.", await opened.TextAsync("#forecast"), StringComparison.Ordinal);
        Assert.Empty(await FanAsync(opened));
        Assert.Equal(0, await opened.Page.Locator("#fan").CountAsync());
    }

    private static Task<string[]> FanAsync(OpenPage opened) =>
        opened.Page.EvaluateAsync<string[]>("document.getElementById('chart').data.map(trace => trace.name).filter(name => name.startsWith('forecast'))");
}
