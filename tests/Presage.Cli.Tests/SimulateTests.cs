using System.Text.Json;

namespace Presage.Cli.Tests;

public sealed class SimulateTests
{
    private static readonly string[] Few = ["simulate", "--evidence", "continuous", "--cell", "Smooth*/K8/n100/s0.1/*", "--draws", "20", "--quiet"];

    [Fact]
    public void Table_OnAnyNumberOfThreads_IsTheSame()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(ExitCode.Success, PresageProcess.Run(folder.Path, [.. Few, "--json", "one.json", "--markdown", "one.md", "--threads", "1"]).ExitCode);
        Assert.Equal(ExitCode.Success, PresageProcess.Run(folder.Path, [.. Few, "--json", "three.json", "--threads", "3"]).ExitCode);
        string one = File.ReadAllText(Path.Combine(folder.Path, "one.json"));
        Assert.Equal(one, File.ReadAllText(Path.Combine(folder.Path, "three.json")));

        using JsonDocument table = JsonDocument.Parse(one);
        JsonElement cells = table.RootElement.GetProperty("cells");
        Assert.Equal(4, cells.GetArrayLength());
        foreach (JsonElement cell in cells.EnumerateArray())
            Assert.Equal(20, cell.GetProperty("verdicts").EnumerateObject().Sum(verdict => verdict.Value.GetProperty("count").GetInt32()));
        Assert.Contains("| SmoothSteep | Continuous | 8 | 100 | 0.1 | 0.2 |", File.ReadAllText(Path.Combine(folder.Path, "one.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AfterAStop_TakesFinishedCellsAndDrawsTheRest()
    {
        using var folder = new TemporaryFolder();
        string state = Path.Combine(folder.Path, "state.txt");
        PresageProcess.Run(folder.Path, [.. Few, "--json", "whole.json", "--state", "state.txt"]);
        string[] lines = [.. File.ReadAllLines(state).Where(line => line.Length > 0)];
        Assert.Equal(4, lines.Length);

        // A stop after two cells, in the middle of the third line; and one count that only a taken-over cell can have.
        string changed = lines[0].Replace(lines[0].Split('\t')[^2], "0,0,20,0,0", StringComparison.Ordinal);
        File.WriteAllText(state, $"{changed}\n{lines[1]}\n{lines[2][..^3]}");
        PresageProcess run = PresageProcess.Run(folder.Path, [.. Few.Where(word => word != "--quiet"), "--json", "resumed.json", "--state", "state.txt"]);
        Assert.Contains("4 cells, 40 ladders", run.Output, StringComparison.Ordinal);
        string[] whole = File.ReadAllLines(Path.Combine(folder.Path, "whole.json")), resumed = File.ReadAllLines(Path.Combine(folder.Path, "resumed.json"));
        Assert.Equal(whole.Length, resumed.Length);
        string id = lines[0].Split('\t')[3];
        int cell = Array.FindIndex(resumed, line => line.Contains(id, StringComparison.Ordinal));
        int next = Array.FindIndex(resumed, cell + 1, line => line.Contains("\"id\"", StringComparison.Ordinal));
        next = next < 0 ? resumed.Length : next;
        Assert.Equal(whole[..cell], resumed[..cell]);
        Assert.Equal(whole[next..], resumed[next..]);
        Assert.Contains("\"count\": 20,", resumed[cell..next].Select(line => line.Trim()));
    }

    [Fact]
    public void CellThatDoesNotExist_IsSaidSo()
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path, "simulate", "--cell", "Nothing*");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains("No cell", run.Error, StringComparison.Ordinal);
    }
}
