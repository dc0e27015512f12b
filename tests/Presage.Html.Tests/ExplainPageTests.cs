using System.Text.Json;
using Microsoft.Playwright;
using Presage.Mirages;
using Presage.Proportions;
using Presage.Reports;
using Presage.Units;

namespace Presage.Html.Tests;

/// <summary>The closed-form model in a real browser: it computes what the core computes, and its sliders move it.</summary>
public sealed class ExplainPageTests(Browser browser)
{
    private static readonly MirageMetric[] Metrics = Enum.GetValues<MirageMetric>();

    [Fact]
    public async Task Numbers_OverAGridOfSettings_AreThoseOfTheCore()
    {
        await using OpenPage opened = await browser.OpenExplainAsync(new MirageSettings());
        foreach (double exponent in (double[])[-1.5, -0.7, -0.3, -0.05])
        {
            foreach (int tokens in (int[])[1, 5, 30, 100])
            {
                foreach ((int choices, int items) in ((int, int)[])[(2, 1), (4, 50), (7, 333), (26, 100_000)])
                    await HoldAsync(opened, new MirageSettings { Exponent = exponent, TargetTokens = tokens, Choices = choices, Items = items });
            }
        }
    }

    [Fact]
    public async Task Sliders_MovedByKeys_RedrawTheCurvesAndTheSentence()
    {
        await using OpenPage opened = await browser.OpenExplainAsync(new MirageSettings());
        string before = await opened.TextAsync("#sentence");
        Assert.Equal(MirageText.Sentence(new Mirage(new MirageSettings())), before);
        await Assertions.Expect(opened.Page.Locator("#panels .panel")).ToHaveCountAsync(6);
        await Assertions.Expect(opened.Page.Locator("[data-metric=exactMatch] .rung")).ToHaveCountAsync(Mirage.Sizes.Length);
        string? curve = await Curve(opened).GetAttributeAsync("d");

        await opened.Page.Locator("#targetTokens").FocusAsync();
        for (int press = 0; press < 5; press++)
            await opened.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("10 tokens", await opened.TextAsync("#targetTokens-value"));
        Assert.NotEqual(curve, await Curve(opened).GetAttributeAsync("d"));
        Assert.Equal(MirageText.Sentence(new Mirage(new MirageSettings { TargetTokens = 10 })), await opened.TextAsync("#sentence"));
        Assert.Contains("targetTokens=10", opened.Page.Url, StringComparison.Ordinal);

        await opened.Page.Locator("#items").FocusAsync();
        await opened.Page.Keyboard.PressAsync("End");
        Assert.Equal("100,000 items", await opened.TextAsync("#items-value"));
        await opened.Page.Keyboard.PressAsync("0");
        Assert.Equal(before, await opened.TextAsync("#sentence"));
    }

    [Fact]
    public async Task Page_OpenedWithOtherSettings_StandsAtThem()
    {
        MirageSettings settings = new() { Exponent = -0.333, TargetTokens = 12, Choices = 3, Items = 77 };
        await using OpenPage opened = await browser.OpenExplainAsync(settings);

        Assert.Equal("77 items", await opened.TextAsync("#items-value"));
        Assert.Equal(MirageText.Sentence(new Mirage(settings)), await opened.TextAsync("#sentence"));
        Assert.Contains("3 choices", await opened.TextAsync("[data-metric=brierScore]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_InANarrowWindow_HasNoSidewaysScroll()
    {
        await using OpenPage opened = await browser.OpenExplainAsync(
            new MirageSettings(), new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 844 } });
        Assert.True(await opened.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    private static ILocator Curve(OpenPage opened) => opened.Page.Locator("[data-metric=exactMatch] path").First;

    private static async Task HoldAsync(OpenPage opened, MirageSettings settings)
    {
        Mirage mirage = new(settings);
        JsonElement page = await opened.Page.EvaluateAsync<JsonElement>(
            """
            ({ settings, sizes }) => {
              const told = presageMirage(settings);
              return { ...told, grid: sizes.map(size => Object.values(told.values).map(of => of(size))) };
            }
            """,
            new
            {
                settings = new { exponent = settings.Exponent, targetTokens = settings.TargetTokens, choices = settings.Choices, items = settings.Items },
                sizes = Mirage.Sizes.Select(size => size.Count).ToArray(),
            });

        Assert.Equal(MirageText.Sentence(mirage), page.GetProperty("sentence").GetString());
        for (int place = 0; place < Mirage.Sizes.Length; place++)
        {
            foreach (MirageMetric metric in Metrics)
                Close(mirage.Value(metric, Mirage.Sizes[place]), page.GetProperty("grid")[place][(int)metric]);
        }

        for (int place = 0; place < mirage.Transitions.Length; place++)
        {
            MetricTransition one = mirage.Transitions[place];
            JsonElement drawn = page.GetProperty("transitions")[place];
            Assert.Equal(char.ToLowerInvariant(one.Metric.ToString()[0]) + one.Metric.ToString()[1..], drawn.GetProperty("metric").GetString());
            Close(one.Tenth.Count, drawn.GetProperty("tenth"));
            Close(one.Half.Count, drawn.GetProperty("half"));
            Close(one.NineTenths.Count, drawn.GetProperty("nineTenths"));
            Close(one.Decades, drawn.GetProperty("decades"));
        }

        Close(mirage.VisibleDecades, page.GetProperty("visibleDecades"));
        Test(mirage.Tested, mirage.SmallestVisibleRate, mirage.VisibleFrom, page.GetProperty("few"));
        Test(mirage.TestedOnMore, mirage.SmallestVisibleRateOnMore, mirage.VisibleFromOnMore, page.GetProperty("many"));
    }

    private static void Test(IReadOnlyList<MirageRung> tested, double smallest, Params visibleFrom, JsonElement test)
    {
        Close(smallest, test.GetProperty("smallest"));
        Close(visibleFrom.Count, test.GetProperty("visibleFrom"));
        for (int place = 0; place < tested.Count; place++)
        {
            JsonElement rung = test.GetProperty("tested")[place];
            Assert.Equal(tested[place].Successes, rung.GetProperty("right").GetDouble());
            ConfidenceInterval interval = tested[place].Interval;
            Close(interval.Lower, rung.GetProperty("lower"));
            Close(interval.Upper, rung.GetProperty("upper"));
        }
    }

    // Powers and logarithms of the two runtimes differ in their last digits; 1 - 0.05^(1/n) loses seven of sixteen at ten million items.
    private static void Close(double expected, JsonElement found) => Assert.Equal(expected, found.GetDouble(), Math.Abs(expected) * 1e-8 + 1e-15);
}
