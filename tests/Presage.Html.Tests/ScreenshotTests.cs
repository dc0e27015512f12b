using Microsoft.Playwright;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>Renders the sample report for people to look at, into the folder that PRESAGE_PAGE_SHOTS names.</summary>
public sealed class ScreenshotTests(Browser browser)
{
    private const string Jump = "Pythia.addition_2_digits.exact_match.5-shot.sizes";

    private static readonly Report Sample = SampleForecasts.Forecast(SampleVerdicts.Judge(SampleReport.Build(), "sciq"));

    [Fact]
    public async Task Page_Views_AreNotBlank()
    {
        string? folder = Environment.GetEnvironmentVariable("PRESAGE_PAGE_SHOTS");
        Assert.SkipWhen(folder is null, "PRESAGE_PAGE_SHOTS names no folder.");
        Directory.CreateDirectory(folder);
        await using (FileStream file = File.Create(Path.Combine(folder, "sample.html")))
            ReportPage.Write(Sample, file);

        await ShootAsync("table-light", "", 1440, ColorScheme.Light);
        await ShootAsync("table-dark", "", 1440, ColorScheme.Dark);
        await ShootAsync("table-1100", "", 1100, ColorScheme.Light);
        await ShootAsync("table-390", "", 390, ColorScheme.Light);
        await ShootAsync("table-curves", "?rows=curves&verdict=realBreak,smooth", 1440, ColorScheme.Light);
        await ShootAsync("series-light", Jump, 1440, ColorScheme.Light);
        await ShootAsync("series-dark", Jump, 1440, ColorScheme.Dark);
        await ShootAsync("series-390", Jump, 390, ColorScheme.Dark);
        await ShootAsync("series-checkpoints", "Pythia.arc_easy.acc.0-shot.pythia-1.4b", 1440, ColorScheme.Light);
        await ShootAsync("series-conflict", "OPT.arc_easy.acc.0-shot.sizes", 1440, ColorScheme.Light);
        await ShootAsync("series-hostile", "Pythia.hostile.acc.0-shot.sizes", 1440, ColorScheme.Light);
        await ShootAsync("lens-light", Jump + "?all-metrics", 1440, ColorScheme.Light);
        await ShootAsync("lens-dark", Jump + "?all-metrics", 1440, ColorScheme.Dark);
        await ShootAsync("lens-390", Jump + "?all-metrics", 390, ColorScheme.Light);

        await ShootAsync("lens-checkpoints", "Pythia.addition_2_digits.exact_match.0-shot.pythia-12b?all-metrics", 1440, ColorScheme.Light);
        await ShootAsync("print-table", "", 1040, ColorScheme.Dark, Media.Print);
        await ShootAsync("print-series", Jump, 1040, ColorScheme.Dark, Media.Print);

        async Task ShootAsync(string name, string id, int width, ColorScheme scheme, Media media = Media.Screen)
        {
            await using OpenPage opened = await browser.OpenAsync(Sample, id.Length > 0 ? $"#{id}" : "", new BrowserNewContextOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 900 },
                ColorScheme = scheme,
                DeviceScaleFactor = width < 500 ? 2 : 1,
            });
            await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media, ColorScheme = scheme });
            if (id.Length > 0 && id[0] != '?')
                await opened.ChartAsync();
            byte[] picture = await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png"), FullPage = id.Length > 0 });
            Assert.True(picture.Length > 10_000, $"{name} is nearly empty.");
        }
    }

    [Fact]
    public async Task Page_Training_IsNotBlank()
    {
        string? folder = Environment.GetEnvironmentVariable("PRESAGE_PAGE_SHOTS");
        Assert.SkipWhen(folder is null, "PRESAGE_PAGE_SHOTS names no folder.");
        Directory.CreateDirectory(folder);
        foreach ((int width, ColorScheme scheme) in ((int, ColorScheme)[])[(1400, ColorScheme.Light), (1000, ColorScheme.Dark), (500, ColorScheme.Light)])
        {
            await using OpenPage opened = await browser.OpenAsync(
                SampleReport.Bare() with { Training = SampleTraining.Build() },
                options: new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme });
            await opened.Page.WaitForSelectorAsync("#training[data-drawn]");
            byte[] picture = await opened.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"training-{width}.png"), FullPage = true });
            Assert.True(picture.Length > 10_000, $"The page of {width} pixels is nearly empty.");
        }
    }
}
