using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Presage.Lab.Studies;
using Presage.Outcomes;
using Presage.Readers;

namespace Presage.Cli.Tests;

/// <summary><c>presage train</c>, and the commands that read what it wrote.</summary>
public sealed class TrainTests
{
    // Seconds in all, even where the trainer is not optimised.
    private const string Small = """
        task: addition
        digits: 1
        batch: 16
        seeds: 2
        widths: [2, 3, 4, 6]
        steps: [10, 20, 30, 40]
        """;

    [Fact]
    public void Study_Trained_IsReadByTheOtherCommands()
    {
        using var folder = new TemporaryFolder();
        folder.Add("lab.yaml", Small);

        string trained = Succeed(folder, "train", "lab.yaml", "--out", "study", "--threads", "2");

        Assert.Contains("[8/8] addition-1 d=", trained, StringComparison.Ordinal);
        Assert.Contains("Means over seeds", trained, StringComparison.Ordinal);
        Assert.Contains("Next: presage analyze study", trained, StringComparison.Ordinal);
        string report = Succeed(folder, "analyze", "study", "--no-html", "--json", "-");
        foreach (string metric in (string[])["exact_match", "cross_entropy", "token_edit_distance", "lab-addition-1-d6-2-layers-40-steps"])
            Assert.Contains($"\"{metric}\"", report, StringComparison.Ordinal);
        Assert.Contains("\"verdict\"", report, StringComparison.Ordinal);
        Assert.Contains("48 rows in 4 parts", Succeed(folder, "inspect", "study"), StringComparison.Ordinal);
        Assert.Contains("addition-1, lab-addition-1", Succeed(folder, "items", "study"), StringComparison.Ordinal);
    }

    [Fact]
    public void Study_Again_KeepsEverything()
    {
        using var folder = new TemporaryFolder();
        folder.Add("lab.yaml", Small);
        Succeed(folder, "train", "lab.yaml", "--out", "study", "--quiet");
        Dictionary<string, string> before = Contents(folder, "study");

        Assert.Contains("(kept)", Succeed(folder, "train", "lab.yaml", "--out", "study"), StringComparison.Ordinal);
        Assert.Equal(before, Contents(folder, "study"));
    }

    /// <summary>Kills it once, then twice, ... models are finished, and lets the same command go on.</summary>
    [Fact]
    public void Training_KilledAtAnyMoment_GoesOnToTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        folder.Add("lab.yaml", Small + "\nevaluations: 4\n");
        Succeed(folder, "train", "lab.yaml", "--out", "whole", "--threads", "1");
        foreach (int finished in (int[])[0, 1, 4, 7])
        {
            string study = string.Create(CultureInfo.InvariantCulture, $"study{finished}");
            using (Process process = PresageProcess.Start(folder.Path, "train", "lab.yaml", "--out", study, "--threads", "1"))
            {
                for (int lines = 0; lines < finished && process.StandardOutput.ReadLine() is not null; lines++)
                {
                }

                if (finished == 0)
                    SpinWait.SpinUntil(() => File.Exists(Path.Combine(folder.Path, study, "lab.yaml")) || process.HasExited, TimeSpan.FromMinutes(1));
                process.Kill();
                process.WaitForExit();
            }

            Assert.False(OutcomeStore.IsStore(Path.Combine(folder.Path, study)));
            string resumed = Succeed(folder, "train", "lab.yaml", "--out", study, "--threads", "2");

            Assert.InRange(resumed.Split("(kept)").Length - 1, finished, 7);
            Assert.Equal(Contents(folder, "whole"), Contents(folder, study).Where(file => !file.Key.Contains(".tmp", StringComparison.Ordinal)).ToDictionary());
        }
    }

    /// <summary>A limit on the size of files stands for a disk that is full.</summary>
    [Fact]
    public void Training_OnAFullDisk_KeepsFinishedModels_AndGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The shell limits the size of files.");
        using var folder = new TemporaryFolder();
        // The small model takes longer, so that it comes first; its file is some kilobytes, the other's some hundred.
        folder.Add("lab.yaml", "task: addition\ndigits: 1\nbatch: 8\nseeds: 1\nevaluations: 0\nrungs:\n  - {width: 4, steps: 200}\n  - {width: 48, steps: 1}\n");

        PresageProcess full = PresageProcess.Run(
            "sh",
            ["-c", "trap '' XFSZ; ulimit -f 64; export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; exec dotnet \"$@\"", "sh"],
            folder.Path, "train", "lab.yaml", "--out", "study", "--threads", "1");

        Assert.True(full.ExitCode == ExitCode.OutputFailed, full.Error + full.Output);
        Assert.Contains("d48-2-layers-1-steps-seed-1: cannot be written", full.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["d4-2-layers-200-steps-seed-1"],
            Directory.EnumerateFileSystemEntries(Path.Combine(folder.Path, "study", "models", "addition-1")).Select(Path.GetFileName));
        Assert.Contains("(kept)", Succeed(folder, "train", "lab.yaml", "--out", "study"), StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Training_IntoAReadOnlyFolder_SaysSo_AndKeepsFinishedModels()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Unix permissions.");
        using var folder = new TemporaryFolder();
        folder.Add("lab.yaml", "task: addition\ndigits: 1\nbatch: 8\nseeds: 1\nwidths: 2\nsteps: 3\n");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b101_101_101);
        try
        {
            PresageProcess refused = AsNobody(folder, "train", "lab.yaml", "--out", "study");
            Assert.Equal(ExitCode.OutputFailed, refused.ExitCode);
            Assert.Contains("'study': cannot be made", refused.Error, StringComparison.Ordinal);

            File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
            Assert.Equal(ExitCode.Success, AsNobody(folder, "train", "lab.yaml", "--out", "study").ExitCode);
            string models = Path.Combine(folder.Path, "study", "models", "addition-1");
            string[] kept = Directory.GetFileSystemEntries(models);
            File.SetUnixFileMode(models, (UnixFileMode)0b101_101_101);
            File.WriteAllText(Path.Combine(folder.Path, "more.yaml"), "task: addition\ndigits: 1\nbatch: 8\nseeds: 2\nwidths: 2\nsteps: 3\n");
            refused = AsNobody(folder, "train", "more.yaml", "--out", "study");
            Assert.Equal(ExitCode.OutputFailed, refused.ExitCode);
            Assert.Contains("cannot be written", refused.Error, StringComparison.Ordinal);
            Assert.Equal(kept.Order(), Directory.GetFileSystemEntries(models).Order());

            File.SetUnixFileMode(models, (UnixFileMode)0b111_111_111);
            Assert.Contains("(kept)", AsNobody(folder, "train", "more.yaml", "--out", "study").Output, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        }
    }

    [Fact]
    public void Flags_GiveTheStudyOfTheirDescription()
    {
        using var folder = new TemporaryFolder();

        Succeed(folder, "train", "--task", "copying", "--length", "2", "--widths", "2,4", "--steps", "5,6", "--seeds", "1", "--batch", "8", "--learning-rate", "0.01", "--out", "study");

        Study study = StudyFile.Read(Path.Combine(folder.Path, "study", "lab.yaml"));
        Assert.Equal([(2, 5, 0.01), (4, 6, 0.01)], study.Arms[0].Ladder.Runs.Select(run => (run.Model.Width, run.Steps, run.PeakLearningRate)));
        Assert.True(OutcomeStore.IsStore(Path.Combine(folder.Path, "study")));
    }

    [Theory]
    [InlineData("What to train is missing", "train")]
    [InlineData("--out is missing", "train", "lab.yaml")]
    [InlineData("--widths belongs into lab.yaml", "train", "lab.yaml", "--widths", "4", "--out", "study")]
    [InlineData("Did you mean '--widths'?", "train", "--width", "4")]
    [InlineData("--threads must be at least 1", "train", "lab.yaml", "--out", "study", "--threads", "0")]
    [InlineData("--task is 'adition'; did you mean 'addition'?", "train", "--task", "adition", "--widths", "4", "--out", "study")]
    [InlineData("--widths is '0'; it must be a whole number from 1 to 1,024", "train", "--task", "addition", "--widths", "0", "--out", "study")]
    [InlineData("--learning-rate is 'fast'; it must be a number above 0", "train", "--task", "addition", "--widths", "4", "--learning-rate", "fast", "--out", "study")]
    [InlineData("--steps is '1e9'", "train", "--task", "addition", "--widths", "4", "--steps", "1e9", "--out", "study")]
    public void CommandLine_Misunderstood_Exits2(string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        PresageProcess run = PresageProcess.Run(folder.Path, arguments);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("presage train --help", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("no.yaml", "no.yaml: no such file")]
    [InlineData(".", ".: is a folder")]
    [InlineData("lab.yaml", "lab.yaml, line 3: 'heads' cannot be: 3 heads do not divide a width of 4")]
    public void Description_Unusable_Exits3(string path, string message)
    {
        using var folder = new TemporaryFolder();
        folder.Add("lab.yaml", "task: addition\nwidths: 4\nheads: 3\n");
        PresageProcess run = PresageProcess.Run(folder.Path, "train", path, "--out", "study");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal(["lab.yaml"], folder.Files);
    }

    [Fact]
    public void Training_ThatDiverges_Exits3_AndNamesTheModel()
    {
        using var folder = new TemporaryFolder();
        folder.Add("lab.yaml", "task: addition\ndigits: 1\nwidths: 4\nseeds: 1\nlearningRate: 1e8\nwarmUp: 0\nclip: 1e9\nsteps: 50\n");
        PresageProcess run = PresageProcess.Run(folder.Path, "train", "lab.yaml", "--out", "study");
        Assert.Equal(ExitCode.NoReport, run.ExitCode);
        Assert.Contains("width 4 with seed 1 diverged", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Example_Printed_IsADescription()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(4, StudyFile.Parse(Succeed(folder, "train", "--example"), "example").Arms.Length);
    }

    [Fact]
    public void TaskJson_IsReadAsABigBenchTask()
    {
        using var folder = new TemporaryFolder();
        folder.Add("two.yaml", "widths: 4\narms:\n  - {task: addition}\n  - {task: subtraction}\n");

        string written = Succeed(folder, "train", "--task", "addition", "--task-json", "task.json");

        Assert.Contains("2,000 examples of addition-3", written, StringComparison.Ordinal);
        Assert.Equal(["task.json", "two.yaml"], folder.Files);
        ReadOutcome read = ResultsReader.Read([Path.Combine(folder.Path, "task.json")], new ReadOptions(), TestContext.Current.CancellationToken);
        Assert.Empty(read.Rejected);
        Assert.Equal("BIG-bench task", Assert.Single(read.Inputs).Format);
        Assert.Contains("'addition-3' holds questions and no results: 2,000 examples", Assert.Single(read.Notes), StringComparison.Ordinal);
        PresageProcess refused = PresageProcess.Run(folder.Path, "train", "two.yaml", "--task-json", "other.json");
        Assert.Equal(ExitCode.OutputFailed, refused.ExitCode);
        Assert.Contains("'addition-3' and 'subtraction-3' have tests of their own", refused.Error, StringComparison.Ordinal);
    }

    private static PresageProcess AsNobody(TemporaryFolder folder, params string[] arguments) => Environment.UserName == "root"
        ? PresageProcess.Run("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet"], folder.Path, arguments)
        : PresageProcess.Run(folder.Path, arguments);

    private static string Succeed(TemporaryFolder folder, params string[] arguments)
    {
        PresageProcess run = PresageProcess.Run(folder.Path, arguments);
        Assert.True(run.ExitCode == ExitCode.Success, run.Error + run.Output);
        return run.Output;
    }

    private static Dictionary<string, string> Contents(TemporaryFolder folder, string study)
    {
        string root = Path.Combine(folder.Path, study);
        Assert.True(OutcomeStore.IsStore(root));
        return Directory.EnumerateFiles(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .ToDictionary(path => Path.GetRelativePath(root, path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
    }
}
