using System.Text.Json;

namespace Presage.Cli.Tests;

/// <summary>Runs <c>presage analyze</c> and reads its JSON.</summary>
internal static class AnalyzedData
{
    public static JsonDocument Analyze(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path, ["analyze", .. arguments, "--no-html", "--quiet", "--json", "report.json"]);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error);
        return JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "report.json")));
    }
}
