using Microsoft.Playwright;
using Presage.Html.Tests;
using Presage.Mirages;
using Presage.Reports;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Presage.Html.Tests;

/// <summary>One Chromium for all tests. PRESAGE_CHROMIUM names another than the system's.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Flags =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private static readonly string Executable = Environment.GetEnvironmentVariable("PRESAGE_CHROMIUM") ?? "/usr/bin/chromium";

    private readonly string _folder = Directory.CreateTempSubdirectory("presage-page-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Starts the browser where there is one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
            return;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Headless = true, Args = Flags });
    }

    /// <summary>Opens a report's page from disk. Skips the test without a browser, and fails it where CI=true.</summary>
    internal Task<OpenPage> OpenAsync(Report report, string hash = "", BrowserNewContextOptions? options = null) =>
        OpenAsync(stream => ReportPage.Write(report, stream), hash, options);

    /// <summary>Opens the page of the closed-form model.</summary>
    internal Task<OpenPage> OpenExplainAsync(MirageSettings settings, BrowserNewContextOptions? options = null) =>
        OpenAsync(stream => ExplainPage.Write(settings, stream), "", options);

    private async Task<OpenPage> OpenAsync(Action<Stream> write, string hash, BrowserNewContextOptions? options)
    {
        Assert.SkipWhen(_browser is null && Environment.GetEnvironmentVariable("CI") != "true", $"No browser at {Executable}; set PRESAGE_CHROMIUM.");
        Assert.True(_browser is not null, $"CI=true, and no browser at {Executable}.");
        string file = Path.Combine(_folder, $"{Guid.NewGuid():N}.html");
        await using (FileStream stream = File.Create(file))
            write(stream);
        options ??= new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } };
        options.Offline = true;
        IBrowserContext context = await _browser.NewContextAsync(options);
        var opened = new OpenPage(await context.NewPageAsync());
        await opened.GoAsync(new Uri(file).AbsoluteUri + hash);
        return opened;
    }

    /// <summary>Stops the browser and removes the pages.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
