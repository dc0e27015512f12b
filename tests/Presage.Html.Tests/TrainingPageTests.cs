using System.Globalization;
using Microsoft.Playwright;
using Presage.Reports;
using Presage.Reports.Training;

namespace Presage.Html.Tests;

/// <summary>How the models were trained, in a real browser.</summary>
public sealed class TrainingPageTests(Browser browser)
{
    private static readonly Report Untrained = SampleReport.Bare();
    private static readonly Report Trained = Untrained with { Training = SampleTraining.Build() };

    [Fact]
    public async Task Training_OfOurOwnModels_IsDrawn()
    {
        await using OpenPage opened = await browser.OpenAsync(Trained);
        await DrawnAsync(opened);

        await Assertions.Expect(opened.Page.Locator("#training .ladder")).ToHaveCountAsync(2);
        // Three scores, loss and places; places over training where there were tests on the way.
        await Assertions.Expect(opened.Page.Locator("#ladder-0 .ladder-chart .main-svg:first-child")).ToHaveCountAsync(6);
        await Assertions.Expect(opened.Page.Locator("#ladder-1 .ladder-chart .main-svg:first-child")).ToHaveCountAsync(5);
        // Three seeds and their mean.
        await Assertions.Expect(opened.Page.Locator("#ladder-0 figure").First.Locator(".scatterlayer .trace")).ToHaveCountAsync(4);
        await Assertions.Expect(opened.Page.Locator("#ladder-0 figure").Nth(3).Locator(".scatterlayer .trace")).ToHaveCountAsync(7 * 4);
        await Assertions.Expect(opened.Page.Locator("#ladder-0 figure").Nth(3).Locator(".ladder-keys li")).ToHaveCountAsync(7);
        Assert.Contains("multiplication <b>", await opened.TextAsync("#ladder-0 h3"), StringComparison.Ordinal);
        Assert.Contains("addition, sparse", await opened.TextAsync("#ladder-1 h3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_SentenceAndTable_AreOfTheReport()
    {
        await using OpenPage opened = await browser.OpenAsync(Trained);
        TrainedLadder ladder = Trained.Training!.Ladders[0];

        Assert.Equal(TrainingText.Sentence(ladder), await opened.TextAsync("#ladder-0 .ladder-says"));
        await Assertions.Expect(opened.Page.Locator("#ladder-0 .transitions tbody tr")).ToHaveCountAsync(ladder.Transitions.Length);
        foreach (ScoreTransition transition in ladder.Transitions)
        {
            string row = (await opened.TextAsync($"#ladder-0 tr[data-score='{transition.Score}']")).Replace('−', '-');
            foreach (double? figure in (double?[])[transition.Width.Value, transition.Width.Lower, transition.Width.Upper, transition.LessThanCrossEntropy?.Value])
            {
                if (figure is { } known)
                    Assert.Contains(known.ToString("0.00", CultureInfo.InvariantCulture), row, StringComparison.Ordinal);
            }
        }

        string exact = await opened.TextAsync("#ladder-1 tr[data-score='exact match']");
        Assert.Contains("not reached", exact, StringComparison.Ordinal);
        Assert.Contains("unknown", exact, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Training_AnotherSize_IsDrawnOverItsCourse()
    {
        await using OpenPage opened = await browser.OpenAsync(Trained);
        await DrawnAsync(opened);
        ILocator course = opened.Page.Locator("#ladder-0 figure").Nth(5);

        await Assertions.Expect(course).ToContainTextAsync("training step of d64");
        await opened.Page.Locator("#ladder-0-size").SelectOptionAsync("d16");
        await Assertions.Expect(course).ToContainTextAsync("training step of d16");
    }

    [Theory]
    [InlineData(1400)]
    [InlineData(1000)]
    [InlineData(500)]
    public async Task Training_AnyWidth_StaysInTheWindow(int width)
    {
        await using OpenPage opened = await browser.OpenAsync(
            Trained, options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = ColorScheme.Dark });
        await DrawnAsync(opened);

        Assert.True(await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0);
        Assert.True(await opened.Page.EvaluateAsync<bool>(
            "() => [...document.querySelectorAll('.ladder-chart')].every(chart => chart.querySelector('.main-svg').clientWidth <= chart.clientWidth + 1)"));
    }

    [Fact]
    public async Task Training_OfOthersModels_IsAbsent()
    {
        await using OpenPage opened = await browser.OpenAsync(Untrained);

        await Assertions.Expect(opened.Page.Locator("#training")).ToBeHiddenAsync();
        await Assertions.Expect(opened.Page.Locator("#training > *")).ToHaveCountAsync(0);
        await Assertions.Expect(opened.Page.Locator("#data-training")).ToHaveCountAsync(0);
    }

    private static Task DrawnAsync(OpenPage opened) =>
        opened.Page.WaitForSelectorAsync("#training[data-drawn]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
}
