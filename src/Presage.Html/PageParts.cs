using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Presage.Html;

/// <summary>The fixed parts of the page, embedded in this assembly.</summary>
internal static partial class PageParts
{
    /// <summary>The report's own script files, in the order in which each builds on those before it.</summary>
    private static readonly string[] ReportFiles =
    [
        "elements.js", "scheme.js", "format.js", "store.js", "axis.js", "figure.js", "verdict.js", "overview.js", "table.js", "evidence.js", "forecast.js", "lens.js",
        "series.js", "training.js", "main.js",
    ];

    private static readonly string[] ExplainFiles = ["elements.js", "scheme.js", "format.js", "axis.js", "mirage.js", "explain.js"];

    /// <summary>The style sheet.</summary>
    public static string Style => Read("page.css");

    /// <summary>The chart library, as its authors minified it, with its licence.</summary>
    public static string Plotly => Read("plotly.js");

    /// <summary>The report's own script.</summary>
    public static string Script => Joined(ReportFiles);

    /// <summary>The script of the closed-form model's page.</summary>
    public static string ExplainScript => Joined(ExplainFiles);

    /// <summary>A page cut at its slots <c>{{name}}</c>: each text with the slot that follows it, null at the end.</summary>
    public static IEnumerable<(string Text, string? Slot)> Template(string name = "page.html")
    {
        string page = Read(name);
        int start = 0;
        foreach (Match slot in Slot().Matches(page))
        {
            yield return (page[start..slot.Index], slot.Groups[1].Value);
            start = slot.Index + slot.Length;
        }

        yield return (page[start..], null);
    }

    /// <summary>Only the scripts given run, nothing is fetched, and nothing is sent.</summary>
    /// <remarks>Styles stay open because the chart library sets them on its elements; blobs and data carry the exported images.</remarks>
    public static string ContentSecurityPolicy(params ReadOnlySpan<string> scripts)
    {
        var hashes = new StringBuilder();
        foreach (string script in scripts)
            hashes.Append(" 'sha256-").Append(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))).Append('\'');
        return $"default-src 'none'; script-src{hashes}; style-src 'unsafe-inline'; img-src data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'";
    }

    /// <summary>All files in one scope of their own.</summary>
    private static string Joined(string[] files)
    {
        var script = new StringBuilder("(() => {\n\"use strict\";\n");
        foreach (string file in files)
            script.Append(Read(file)).Append('\n');
        return script.Append("})();").ToString();
    }

    // Line ends are normalised because a browser does so before it hashes a script.
    private static string Read(string name)
    {
        using Stream stream = typeof(PageParts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The page part '{name}' is not embedded in this assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Slot();
}
