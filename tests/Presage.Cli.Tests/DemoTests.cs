using System.Collections.Immutable;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;

namespace Presage.Cli.Tests;

public sealed class DemoTests
{
    private const string Description = """
        task: addition
        digits: 1
        testProblems: 20
        batch: 16
        seeds: 2
        rungs:
          - {width: 4, steps: 20}
          - {width: 8, steps: 40}
        """;

    [Fact]
    public void Frame_BeforeTraining_HasARowPerSizeAndNoScore()
    {
        IReadOnlyList<string> lines = Plain(new DemoState(StudyFile.Parse(Description, "test")), seconds: 0);
        Assert.Equal("Training 4 transformers   0 done   0 s", lines[0]);
        Assert.Contains("  4    20 ······· ·······          .   .", lines);
        Assert.Contains("  8    40 ······· ·······          .   .", lines);
    }

    [Fact]
    public void Frame_WhileAndAfterTraining_HasBarsLossesAndScores()
    {
        DemoState state = new(StudyFile.Parse(Description, "test"));
        state.Told(0, new LadderProgress(2, 20, 1.5, null));
        Assert.Contains(Plain(state, 1), line => line.StartsWith("  8    40 ███▌··· ·······   1.50   .   .", StringComparison.Ordinal));

        ImmutableArray<LadderRung> rungs = LadderRunner.Run(state.Study.Arms[0].Ladder, null, 1, told => state.Told(0, told), TestContext.Current.CancellationToken);
        IReadOnlyList<string> done = Plain(state, 2);
        Assert.Equal("Training 4 transformers   4 done   2 s", done[0]);
        string expected = FormattableString.Invariant($"{rungs[2..].Average(rung => rung.CrossEntropy.Count),5:0.00}{100 * rungs[2..].Average(rung => rung.ExactMatch),4:0}%");
        Assert.Contains(done, line => line.StartsWith("  8    40 ███████ ███████", StringComparison.Ordinal) && line.EndsWith(expected, StringComparison.Ordinal));
        Assert.Contains(done, line => line.Any(c => c is > '\u2800' and <= '\u28ff'));
        Assert.All(done, line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public void Frame_OfTheUsualDemo_FitsAnOrdinaryTerminal()
    {
        DemoState state = new(DemoStudy.Of(DemoSize.Usual, 1));
        Assert.InRange(Plain(state, 0).Count, 20, 23);
        Assert.All(Plain(state, 0), line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(15, DemoFrame.Of(state, 0, withCharts: false).Count);
    }

    [Theory]
    [InlineData("--quick and --full", "demo", "--quick", "--full")]
    [InlineData("standard output", "demo", "--html", "-")]
    [InlineData("--threads", "demo", "--threads", "0")]
    [InlineData("--quick", "demo", "--quik")]
    public void Run_WhatMakesNoSense_IsRefusedBeforeTraining(string complaint, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        PresageProcess result = PresageProcess.Run(folder.Path, arguments);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(complaint, result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Run_IntoAFolderOfOtherThings_SaysSoAndLeavesIt()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, "mine.txt"), "mine");
        PresageProcess result = PresageProcess.Run(folder.Path, "demo", "--quick", "--out", ".", "--no-html");
        Assert.Equal(4, result.ExitCode);
        Assert.Contains("holds other files", result.Error, StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static IReadOnlyList<string> Plain(DemoState state, double seconds) =>
        [.. DemoFrame.Of(state, seconds, withCharts: true).Select(line => DemoFrame.Colours(line, coloured: false))];
}
