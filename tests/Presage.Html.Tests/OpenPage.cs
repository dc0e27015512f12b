using Microsoft.Playwright;

namespace Presage.Html.Tests;

/// <summary>A page in the browser that remembers everything it should not have done.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _faults = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _faults.Add($"console {message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _faults.Add($"page error: {error}");
        page.Dialog += (_, dialog) =>
        {
            _faults.Add($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                _faults.Add($"request: {request.Url}");
        };
    }

    public IPage Page { get; }

    public ILocator Rows => Page.Locator("#series-table tbody tr:not(.spacer)");

    public ILocator Points => Page.Locator("#chart .scatterlayer .trace .points path.point");

    public ILocator Lines => Page.Locator("#chart .scatterlayer .trace path.js-line");

    public async Task GoAsync(string address)
    {
        await Page.GotoAsync(address);
        await Page.WaitForSelectorAsync("html[data-ready]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
    }

    /// <summary>Opens a series by its address and waits for its chart.</summary>
    public async Task SeriesAsync(string id)
    {
        await Page.EvaluateAsync("id => { location.hash = id; }", id);
        await ChartAsync();
    }

    public async Task ChartAsync()
    {
        await Page.WaitForSelectorAsync("#chart .scatterlayer .trace", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    public Task<string> TextAsync(string selector) => Page.Locator(selector).InnerTextAsync();

    /// <summary>Fails where the page logged an error, asked for anything outside itself, or opened a dialog.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        Assert.Empty(_faults);
    }
}
