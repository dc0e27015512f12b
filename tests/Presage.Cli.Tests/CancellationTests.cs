using System.Diagnostics;

namespace Presage.Cli.Tests;

public sealed class CancellationTests
{
    [Fact]
    public void Run_AlreadyCancelled_Exits130AndTouchesNothing()
    {
        using var folder = new TemporaryFolder();
        string table = Path.Combine(folder.Path, folder.Add("table.csv", "model,task,metric,value,n\nEleutherAI/pythia-70m,arc_easy,acc,0.38,2376\n"));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var error = new StringWriter();
        int exit = new Analysis(TextWriter.Null, error).Run(
            new AnalyzeSettings { Reading = new ReadingSettings { Paths = [table] }, Html = Path.Combine(folder.Path, "report.html") }, cancelled.Token);
        Assert.Equal(ExitCode.Cancelled, exit);
        Assert.Equal(["table.csv"], folder.Files);
        Assert.Contains("Stopped", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    [InlineData(300)]
    public void Interrupted_AtAnyMoment_LeavesAWholeReportOrNone(int milliseconds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Interrupts are sent with kill.");
        using var folder = new TemporaryFolder();
        for (int file = 0; file < 400; file++)
        {
            folder.Add($"in/{file}.csv", "model,task,metric,value,n\n" + string.Concat(
                Enumerable.Range(0, 200).Select(row => $"EleutherAI/pythia-70m,task{file}x{row},acc,0.38,2376\n")));
        }

        using Process process = PresageProcess.Start(folder.Path, "analyze", "in", "--json", "report.json", "--top", "1");
        Thread.Sleep(milliseconds);
        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            kill.WaitForExit();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.Contains(folder.Files.Length, new[] { 0, 2 });
        Assert.Equal(folder.Files.Length == 2, process.ExitCode == ExitCode.Success);
    }
}
