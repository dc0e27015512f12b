namespace Presage.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(new[] { "anlyze", "x" }, "Did you mean 'analyze'?")]
    [InlineData(new[] { "analyze", "x", "--jsno", "y" }, "Did you mean '--json'?")]
    [InlineData(new[] { "analyze", "x", "--makrdown", "y" }, "Did you mean '--markdown'?")]
    [InlineData(new[] { "analyze", "x", "--zzzzzzzz" }, "Unknown option '--zzzzzzzz'.")]
    [InlineData(new[] { "analyze" }, "PATH")]
    [InlineData(new[] { "analyze", "x", "--top=-1" }, "--top must be at least 0")]
    [InlineData(new[] { "analyze", "x", "--threads", "0" }, "--threads must be at least 1")]
    [InlineData(new[] { "analyze", "x", "--over", "colours" }, "'checkpoints'")]
    [InlineData(new[] { "analyze", "x", "--json", "-", "--markdown", "-" }, "standard output")]
    [InlineData(new[] { "analyze", "x", "--json", "a", "--json", "b" }, "expects a single argument")]
    [InlineData(new[] { "analyze", "x", "--json", "" }, "needs a file name")]
    [InlineData(new[] { "analyze", "x", "--json", "a", "--html", "./a" }, "Two outputs would go to")]
    [InlineData(new[] { "analyze", "x", "--no-html", "--html", "a" }, "contradict")]
    [InlineData(new[] { "analyze", "x", "--html", "-" }, "cannot go to standard output")]
    public void Usage_Misunderstood_SaysWhatWasMeantAndExits2(string[] arguments, string expected)
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path, arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Help_Asked_ListsOptionsAndExitCodes()
    {
        using var folder = new TemporaryFolder();
        PresageProcess root = PresageProcess.Run(folder.Path, "--help");
        Assert.Equal(ExitCode.Success, root.ExitCode);
        Assert.Contains("Exit codes", root.Output, StringComparison.Ordinal);
        PresageProcess analyze = PresageProcess.Run(folder.Path, "analyze", "--help");
        Assert.Contains("--mapping", analyze.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void NoArguments_PrintsHelpAndExits2()
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("analyze", run.Output, StringComparison.Ordinal);
    }
}
