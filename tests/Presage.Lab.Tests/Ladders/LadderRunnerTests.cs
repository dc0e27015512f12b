using System.Collections.Immutable;
using Presage.Lab.Ladders;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Ladders;

public sealed class LadderRunnerTests
{
    private static readonly LadderSettings Small = new()
    {
        Split = new TaskSplit(new Addition(1), 20),
        Runs =
        [
            .. from width in new[] { 4, 8 }
               from seed in new long[] { 1, 2 }
               select new TrainingSettings { Model = ModelSettings.OfWidth(width), Steps = 20, Seed = seed, Batch = 32 },
        ],
    };

    [Fact]
    public void Run_AnyDegreeOfParallelism_GivesTheSameNumbers()
    {
        ImmutableArray<LadderRung> one = Run(Small, null, 1), four = Run(Small, null, 4);

        Assert.Equal(Small.Runs, one.Select(rung => rung.Settings));
        AssertSame(one, four);
    }

    [Fact]
    public void Run_Stopped_GoesOnWithTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => LadderRunner.Run(Small, folder.Path, 1, progress =>
        {
            if (progress.Finished is not null)
                source.Cancel();
        }, source.Token));
        string kept = Path.Combine(Assert.Single(Directory.EnumerateDirectories(folder.Path)), "model.safetensors");
        DateTime written = File.GetLastWriteTimeUtc(kept);
        HashSet<int> trained = [];

        ImmutableArray<LadderRung> resumed = Run(Small, folder.Path, 1, progress =>
        {
            if (progress.Finished is null)
                trained.Add(progress.Run);
        });

        AssertSame(Run(Small, null, 1), resumed);
        Assert.Equal(3, trained.Count);
        Assert.Equal(written, File.GetLastWriteTimeUtc(kept));
        Assert.Equal(4, Directory.EnumerateDirectories(folder.Path).Count());
        AssertSame(resumed, Run(Small, folder.Path, 1));
    }

    [Fact]
    public void Run_OneThread_TrainsTheLongestFirst()
    {
        List<int> finished = [];

        Run(Small, null, 1, progress =>
        {
            if (progress.Finished is not null)
                finished.Add(progress.Run);
        });

        Assert.Equal([2, 3, 0, 1], finished);
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("training.json")]
    public void Run_DamagedModel_NamesTheFile(string name)
    {
        using var folder = new TemporaryFolder();
        Run(Small, folder.Path, 1);
        string path = Path.Combine(Directory.EnumerateDirectories(folder.Path).First(), name);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int length in new[] { 0, 4, 100, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            LadderStateException exception = Assert.Throws<LadderStateException>(() => Run(Small, folder.Path, 1));
            Assert.Equal(path, exception.Path);
            Assert.Contains("cannot be read", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Run_FolderOfOtherSettings_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Run(Small, folder.Path, 1);

        LadderStateException exception = Assert.Throws<LadderStateException>(
            () => Run(Small with { Runs = [.. Small.Runs.Select(run => run with { Batch = 16 })] }, folder.Path, 1));

        Assert.Contains("other settings", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_FolderThatIsAFile_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.Below("models"), "");

        LadderStateException exception = Assert.Throws<LadderStateException>(() => Run(Small, folder.Below("models"), 1));
        Assert.Contains("cannot be made", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ModelThatDiverges_StopsTheLadder() => Assert.Throws<TrainingDivergedException>(
        () => Run(Small with { Runs = [.. Small.Runs.Select(run => run with { LearningRate = 1e30, WarmUp = 0 })] }, null, 2));

    [Fact]
    public void Settings_SameModelTwice_AreRefused() => Assert.Contains(
        "Two models",
        Assert.Throws<ArgumentException>(() => Run(Small with { Runs = [Small.Runs[0], Small.Runs[0]] }, null, 1)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Settings_OfTheKnownLadders_AreInOrder()
    {
        LadderSettings addition = LadderSettings.Addition(3), multiplication = LadderSettings.Multiplication(3);
        addition.Check();
        multiplication.Check();

        Assert.Equal(36, addition.Runs.Length);
        Assert.Equal(24, multiplication.Runs.Length);
        Assert.Equal(2000, addition.Split.Test.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => LadderSettings.Addition(0));
    }

    private static ImmutableArray<LadderRung> Run(LadderSettings settings, string? folder, int threads, Action<LadderProgress>? progress = null) =>
        LadderRunner.Run(settings, folder, threads, progress, TestContext.Current.CancellationToken);

    private static void AssertSame(ImmutableArray<LadderRung> expected, ImmutableArray<LadderRung> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach ((LadderRung left, LadderRung right) in expected.Zip(actual))
        {
            Assert.Equal(left.Settings, right.Settings);
            Assert.Equal(left.Losses, right.Losses);
            Assert.Equal(left.Answers.Select(answer => answer.Response), right.Answers.Select(answer => answer.Response));
            Assert.Equal(
                left.Answers.SelectMany(answer => answer.TargetLogProbabilities), right.Answers.SelectMany(answer => answer.TargetLogProbabilities));
        }
    }
}
