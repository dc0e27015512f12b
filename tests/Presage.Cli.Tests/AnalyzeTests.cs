using System.Text.Json;

namespace Presage.Cli.Tests;

public sealed class AnalyzeTests
{
    private const string Table = """
        model,task,metric,value,n,shots
        EleutherAI/pythia-70m,arc_easy,acc,0.38,2376,0
        EleutherAI/pythia-160m,arc_easy,acc,0.44,2376,0
        EleutherAI/pythia-410m,arc_easy,acc,0.52,2376,0
        EleutherAI/pythia-1b,arc_easy,acc,0.57,2376,0
        EleutherAI/pythia-1.4b,arc_easy,acc,0.61,2376,0
        EleutherAI/pythia-2.8b,arc_easy,acc,0.64,2376,0

        """;

    private const string Truncated = """{"results": {"arc_easy": {"acc": 0.5, "acc_stderr": 0.01""";

    [Fact]
    public void Table_OfKnownModels_MakesThePageAndExits0()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("arc_easy", run.Output, StringComparison.Ordinal);
        Assert.Contains("Wrote presage-report.html", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", run.Output, StringComparison.Ordinal);
        Assert.Equal(["presage-report.html", "table.csv"], folder.Files);
    }

    [Fact]
    public void JsonToStandardOutput_IsAllThereIs()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--json", "-");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement series = Assert.Single(json.RootElement.GetProperty("series").EnumerateArray());
        Assert.Equal(6, series.GetProperty("points").GetArrayLength());
        Assert.Equal("6ND (non-embedding N)", series.GetProperty("points")[0].GetProperty("computeSource").GetString());
        Assert.Equal(["table.csv"], folder.Files);
    }

    [Fact]
    public void Quiet_PrintsNothing()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--quiet");
        Assert.Equal((ExitCode.Success, "", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public void EmptyFolder_SaysSoAndExits3()
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", ".");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains("No files", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void MissingPath_IsNamedAndExits3()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "nowhere/at-all.json");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains("nowhere/at-all.json", run.Error, StringComparison.Ordinal);
        Assert.Equal(["table.csv"], folder.Files);
    }

    [Theory]
    [InlineData("broken.json", Truncated)]
    [InlineData("empty.json", "")]
    [InlineData("no-results.json", """{"results": {}, "config": {"model_args": "pretrained=EleutherAI/pythia-70m"}}""")]
    [InlineData("out-of-range.csv", "model,task,metric,value,n\nEleutherAI/pythia-70m,arc_easy,acc,38,2376\n")]
    public void NothingUsable_NamesFileAndCauseAndExits3(string name, string content)
    {
        using var folder = new TemporaryFolder();
        folder.Add(name, content);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", name);
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains(name, run.Error, StringComparison.Ordinal);
        Assert.Equal([name], folder.Files);
    }

    [Fact]
    public void TruncatedFileAmongOthers_ReportsTheOthersAndExits1()
    {
        using var folder = new TemporaryFolder();
        folder.Add("in/table.csv", Table);
        folder.Add("in/broken.json", Truncated);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "in", "--no-html", "--json", "report.json");
        Assert.Equal(ExitCode.BrokenInput, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "report.json")));
        JsonElement rejected = Assert.Single(json.RootElement.GetProperty("rejected").EnumerateArray());
        Assert.Equal("in/broken.json", rejected.GetProperty("path").GetString());
        Assert.Single(json.RootElement.GetProperty("series").EnumerateArray());
    }

    [Fact]
    public void FileThatIsNoResult_IsListedAndExits0()
    {
        using var folder = new TemporaryFolder();
        folder.Add("in/table.csv", Table);
        folder.Add("in/notes.txt", "remember the milk\n");
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "in", "--no-html", "--json", "-");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        Assert.Contains("in/notes.txt", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void OutOfRangeValue_IsListedAndTheRestGoesOn()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table + "EleutherAI/pythia-6.9b,arc_easy,acc,67.1,2376,0\n");
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--json", "-");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement rejected = Assert.Single(json.RootElement.GetProperty("rejected").EnumerateArray());
        Assert.Contains("67.1", rejected.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("percentage", rejected.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(6, json.RootElement.GetProperty("series")[0].GetProperty("points").GetArrayLength());
    }

    [Fact]
    public void TwoFilesDisagree_BothClaimsAreListed()
    {
        using var folder = new TemporaryFolder();
        folder.Add("in/a.csv", Table);
        folder.Add("in/b.csv", "model,task,metric,value,n,shots\nEleutherAI/pythia-70m,arc_easy,acc,0.39,2376,0\n");
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "in", "--no-html", "--json", "-");
        using JsonDocument json = JsonDocument.Parse(run.Output);
        JsonElement conflict = Assert.Single(json.RootElement.GetProperty("conflicts").EnumerateArray());
        Assert.Equal(["in/a.csv", "in/b.csv"], conflict.GetProperty("claims").EnumerateArray().Select(claim => claim.GetProperty("path").GetString()));
        Assert.Equal(2, json.RootElement.GetProperty("series")[0].GetProperty("points").EnumerateArray().Count(point => point.GetProperty("conflicting").GetBoolean()));
    }

    [Fact]
    public void UnknownModel_IsNamedWithTheLinesToAddAndTheLinesWork()
    {
        using var folder = new TemporaryFolder();
        folder.Add("in/table.csv", Table + "acme/rocket-3b,arc_easy,acc,0.66,2376,0\n");
        PresageProcess first = PresageProcess.Run(folder.Path, "analyze", "in", "--no-html", "--json", "-");
        using JsonDocument json = JsonDocument.Parse(first.Output);
        JsonElement unknown = Assert.Single(json.RootElement.GetProperty("unknownModels").EnumerateArray());
        Assert.Equal("acme/rocket-3b", unknown.GetProperty("name").GetString());

        folder.Add("in/ladder.yaml", """
            models:
              - name: rocket-3b
                family: Pythia
                aliases: [acme/rocket-3b]
                parameters: 2.9e9
                tokens: 3.0e11
                source: a test
            """);
        PresageProcess second = PresageProcess.Run(folder.Path, "analyze", "in", "--no-html", "--json", "-");
        using JsonDocument known = JsonDocument.Parse(second.Output);
        Assert.Empty(known.RootElement.GetProperty("unknownModels").EnumerateArray());
        Assert.Equal(7, known.RootElement.GetProperty("series")[0].GetProperty("points").GetArrayLength());
    }

    [Theory]
    [InlineData("2.9e9", ExitCode.Success)]
    [InlineData("3.1e9", ExitCode.NoReport)]
    public void TwoLadderFiles_MayAgreeAndMayNotContradict(string parameters, int exit)
    {
        using var folder = new TemporaryFolder();
        folder.Add("in/table.csv", Table);
        foreach ((string name, string size) in new[] { ("a", "2.9e9"), ("b", parameters) })
            folder.Add($"in/{name}/ladder.yaml", $"models:\n  - name: rocket-3b\n    family: Rocket\n    parameters: {size}\n    source: a test\n");
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "in", "--no-html");
        Assert.Equal(exit, run.ExitCode);
        Assert.Equal(exit == ExitCode.NoReport, run.Error.Contains("both claim the name 'rocket-3b'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--html")]
    [InlineData("--json")]
    [InlineData("--markdown")]
    public void OutputFolderMissing_ExitsWith4AndWritesNothing(string option)
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", option, "no/such/folder/report");
        Assert.Equal(ExitCode.OutputFailed, run.ExitCode);
        Assert.Contains("no/such/folder/report", run.Error, StringComparison.Ordinal);
        Assert.Equal(["table.csv"], folder.Files);
    }

    [Fact]
    public void OutputIsAFolder_LeavesEarlierOutputsUntouched()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        folder.Add("report.json", "what stood here before");
        Directory.CreateDirectory(Path.Combine(folder.Path, "taken"));
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--json", "report.json", "--markdown", "taken", "--no-html");
        Assert.Equal(ExitCode.OutputFailed, run.ExitCode);
        Assert.Equal("what stood here before", File.ReadAllText(Path.Combine(folder.Path, "report.json")));
        Assert.Equal(["report.json", "table.csv"], folder.Files);
    }

    [Theory]
    [InlineData("--task", "arc_esay", "Did you mean 'arc_easy'?")]
    [InlineData("--metric", "f1", "nothing in the inputs has that name")]
    [InlineData("--family", "Pythai", "Did you mean 'Pythia'?")]
    [InlineData("--shots", "7", "no results with 7 shots")]
    public void FilterMatchesNothing_SaysWhichAndExits3(string option, string value, string expected)
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", option, value);
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_AnyNumberOfThreadsAndAnyRun_IsTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table + Table.Replace("arc_easy", "piqa", StringComparison.Ordinal).Replace("model,task,metric,value,n,shots\n", "", StringComparison.Ordinal));
        foreach ((string name, string threads) in new[] { ("a", "1"), ("b", "4"), ("c", "4") })
        {
            Assert.Equal(ExitCode.Success, PresageProcess.Run(
                folder.Path, "analyze", "table.csv", "--threads", threads, "--html", $"{name}.html", "--json", $"{name}.json", "--markdown", $"{name}.md").ExitCode);
        }

        foreach (string extension in new[] { "html", "json", "md" })
        {
            byte[] first = File.ReadAllBytes(Path.Combine(folder.Path, $"a.{extension}"));
            Assert.Equal(first, File.ReadAllBytes(Path.Combine(folder.Path, $"b.{extension}")));
            Assert.Equal(first, File.ReadAllBytes(Path.Combine(folder.Path, $"c.{extension}")));
        }
    }

    [Theory]
    [InlineData("table.csv")]
    [InlineData("./in/../table.csv")]
    [InlineData("link.csv")]
    public void OutputIsAnInput_IsRefusedAndTheInputStands(string output)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && output == "link.csv", "Links need a privilege there.");
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        folder.Add("in/other.csv", Table);
        if (output == "link.csv")
            File.CreateSymbolicLink(Path.Combine(folder.Path, output), "table.csv");
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--json", output);
        Assert.Equal(ExitCode.OutputFailed, run.ExitCode);
        Assert.Contains("one of the inputs", run.Error, StringComparison.Ordinal);
        Assert.Equal(Table, File.ReadAllText(Path.Combine(folder.Path, "table.csv")));
    }

    [Fact]
    public void OutputIsALink_ItsTargetIsWritten()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        folder.Add("target.json", "before");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "link.json"), "target.json");
        Assert.Equal(ExitCode.Success, PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--json", "link.json").ExitCode);
        Assert.NotNull(new FileInfo(Path.Combine(folder.Path, "link.json")).LinkTarget);
        Assert.Contains("presage.report/1", File.ReadAllText(Path.Combine(folder.Path, "target.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/stdout", true)]
    [InlineData("/dev/fd/63", true)]
    [InlineData("/proc/self/fd/1", true)]
    [InlineData("/device.json", false)]
    public void OutputPlace_DevicesAndPipes_AreWrittenToAndNeverReplaced(string path, bool isDevice)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such paths.");
        Assert.Equal(path, OutputFiles.Place(path));
        Assert.Equal(isDevice, OutputFiles.IsDevice(path));
    }

    [Theory]
    [InlineData]
    [InlineData("--json", "-")]
    public void StandardOutputIsFull_ExitsWith4(params string[] more)
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no device that is always full.");
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", Table);
        PresageProcess run = PresageProcess.Run("sh", ["-c", "dotnet \"$@\" > /dev/full", "sh"], folder.Path, ["analyze", "table.csv", "--no-html", .. more]);
        Assert.Equal(ExitCode.OutputFailed, run.ExitCode);
        Assert.Contains("standard output", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void UntrainedCheckpoint_IsNeverTheLastPoint()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", "model,task,metric,value,n,step\n" + string.Concat(
            new[] { (0, .2), (1000, .3), (143000, .9) }.Select(point => FormattableString.Invariant($"EleutherAI/pythia-70m,sciq,acc,{point.Item2},1000,{point.Item1}\n"))));
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--json", "report.json");
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "report.json")));
        Assert.Equal([0, 1000, 143000], json.RootElement.GetProperty("series")[0].GetProperty("points").EnumerateArray().Select(point => point.GetProperty("checkpoint").GetInt32()));
        Assert.Matches(@"0\.300\s+0\.900", run.Output);
    }

    [Fact]
    public void Verdict_Misspelt_ListsTheKinds()
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "x", "--verdict", "smoot");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--verdict smoot: no such kind; known are realBreak, metricArtefact, unresolved, smooth, noMeasurableChange", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_Asked_ShowsOnlyThoseAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        folder.Add("table.csv", "model,task,metric,value,n\n" + string.Concat(
            new[] { ("70m", .30), ("160m", .45), ("410m", .55), ("1b", .62), ("1.4b", .68), ("2.8b", .73), ("6.9b", .78), ("12b", .82) }
                .Select((point, i) => FormattableString.Invariant($"EleutherAI/pythia-{point.Item1},sciq,acc,{point.Item2},10000\nEleutherAI/pythia-{point.Item1},flat,exact_match,0.5{i % 2},100\n"))));
        PresageProcess run = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--verdict", "Smooth", "--json", "report.json");
        Assert.Equal(ExitCode.Success, run.ExitCode);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Path, "report.json")));
        Assert.Equal("sciq", Assert.Single(json.RootElement.GetProperty("series").EnumerateArray()).GetProperty("task").GetString());
        Assert.Contains("Only 1 of 2 abilities are shown (smooth)", run.Output, StringComparison.Ordinal);
        Assert.Contains("~ smooth", run.Output, StringComparison.Ordinal);

        PresageProcess none = PresageProcess.Run(folder.Path, "analyze", "table.csv", "--no-html", "--verdict", "realBreak");
        Assert.Equal(ExitCode.NoReport, none.ExitCode);
        Assert.Contains("2 abilities: 1 smooth, 1 no measurable change", none.Error, StringComparison.Ordinal);
    }
}
