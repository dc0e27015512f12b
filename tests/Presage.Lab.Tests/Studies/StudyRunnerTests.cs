using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Lab.Ladders;
using Presage.Lab.Studies;
using Presage.Outcomes;

namespace Presage.Lab.Tests.Studies;

public sealed class StudyRunnerTests
{
    private const string Text = """
        seeds: 2
        batch: 16
        testProblems: 20
        arms:
          - {name: sums, task: addition, digits: 1, widths: [4, 8], steps: [10, 20]}
          - {name: copies, task: copying, length: 2, widths: 4, checkpoints: [5, 10, 30]}
        """;

    [Fact]
    public void Run_TwoArms_TrainsTheLongestFirstOverBoth()
    {
        using var folder = new TemporaryFolder();
        List<(int, int)> finished = [];
        Study study = StudyFile.Parse(Text, "lab.yaml");

        StudyRunner.Run(study, folder.Below("study"), 1, (arm, told) =>
        {
            if (told.Finished is not null)
                finished.Add((arm, told.Run));
        }, TestContext.Current.CancellationToken);

        // 20 steps of 4 N, 30 of N (at fewer positions), 10 of N.
        Assert.Equal([(0, 2), (0, 3), (1, 0), (1, 1), (0, 0), (0, 1)], finished);
    }

    [Fact]
    public void Run_Stopped_GoesOnWithTheSameNumbers()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        Study study = StudyFile.Parse(Text, "lab.yaml");
        int finished = 0;
        Assert.Throws<OperationCanceledException>(() => StudyRunner.Run(study, folder.Below("study"), 1, (_, told) =>
        {
            if (told.Finished is not null && ++finished == 3)
                source.Cancel();
        }, source.Token));
        Assert.False(OutcomeStore.IsStore(folder.Below("study")));
        HashSet<(int, int)> trained = [];

        Run(study, folder.Below("study"), (arm, told) =>
        {
            if (told.Finished is null)
                trained.Add((arm, told.Run));
        });
        Run(study, folder.Below("whole"));

        Assert.Equal(3, trained.Count);
        Assert.Equal(Samples(folder.Below("whole")), Samples(folder.Below("study")));
        Assert.Equal(Text, File.ReadAllText(Path.Combine(folder.Below("study"), "lab.yaml")));
        Assert.Equal(ResolvedStudy.Text(study), File.ReadAllText(Path.Combine(folder.Below("study"), "lab.resolved.yaml")));
    }

    [Fact]
    public void Run_WithMoreSeeds_AddsWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        string study = folder.Below("study");
        Run(StudyFile.Parse(Text, "lab.yaml"), study);
        string[] before = Samples(study);
        string[] parts = [.. OutcomeStore.Open(study).Parts];
        string more = Text.Replace("seeds: 2", "seeds: 3", StringComparison.Ordinal);

        Run(StudyFile.Parse(more, "lab.yaml"), study);
        Run(StudyFile.Parse(more, "lab.yaml"), folder.Below("whole"));

        Assert.Equal(2, OutcomeStore.Open(study).Imports().Length);
        Assert.Superset(parts.ToHashSet(), OutcomeStore.Open(study).Parts.ToHashSet());
        Assert.Superset(before.ToHashSet(), Samples(study).ToHashSet());
        Assert.Equal(Samples(folder.Below("whole")), Samples(study));
    }

    [Fact]
    public void Run_OfOtherSettings_IsRefused_AndTheDescriptionStays()
    {
        using var folder = new TemporaryFolder();
        Run(StudyFile.Parse(Text, "lab.yaml"), folder.Below("study"));

        LadderStateException exception = Assert.Throws<LadderStateException>(
            () => Run(StudyFile.Parse(Text.Replace("batch: 16", "batch: 8", StringComparison.Ordinal), "lab.yaml"), folder.Below("study")));

        Assert.Contains("other settings", exception.Message, StringComparison.Ordinal);
        Assert.Equal(Text, File.ReadAllText(Path.Combine(folder.Below("study"), "lab.yaml")));
    }

    [Fact]
    public void Run_InAnotherStoreOrFolder_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Study study = StudyFile.Parse(Text, "lab.yaml");
        Run(study, folder.Below("study"));
        File.Delete(Path.Combine(folder.Below("study"), "lab.yaml"));
        Directory.CreateDirectory(folder.Below("other"));
        File.WriteAllText(Path.Combine(folder.Below("other"), "notes.txt"), "");

        Assert.Contains("a store of other outcomes", Assert.Throws<OutcomeStoreException>(() => Run(study, folder.Below("study"))).Message, StringComparison.Ordinal);
        Assert.Contains("holds other files", Assert.Throws<OutcomeStoreException>(() => Run(study, folder.Below("other"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Store_OfCheckpoints_HasStepTokensAndComputeSoFar()
    {
        using var folder = new TemporaryFolder();
        Run(StudyFile.Parse(Text, "lab.yaml"), folder.Below("study"));
        using OutcomeReader reader = OutcomeStore.Open(folder.Below("study")).Read();
        ReportedWeights[] weights = [.. reader.Outcomes().Select(row => row.Sample.Weights)
            .Where(weights => weights is { Model: "lab-copies-d4-2-layers-30-steps", Seed: 1 }).Distinct()];

        // 16 sequences of 4 positions a step, 384 parameters
        Assert.Equal(
            [(5, 320, 320 * 6.0 * 384), (10, 640, 640 * 6.0 * 384), (30, 1920, 1920 * 6.0 * 384)],
            weights.Select(one => (one.Step!.Value, one.CheckpointTokens!.Value, one.CheckpointCompute!.Value)).Select(one => ((int)one.Item1, (int)one.Item2, one.Item3)));
    }

    private static ImmutableArray<ImmutableArray<LadderRung>> Run(Study study, string folder, Action<int, LadderProgress>? progress = null) =>
        StudyRunner.Run(study, folder, 2, progress, TestContext.Current.CancellationToken);

    private static string[] Samples(string study)
    {
        using OutcomeReader reader = OutcomeStore.Open(study).Read();
        return
        [
            .. reader.Outcomes().Select(row => row.Sample).Select(sample =>
                $"{sample.Weights.Model} {sample.Weights.Seed} {sample.Weights.Step} {sample.Item} {sample.Evidence!.Response} {string.Join(' ', sample.Evidence.TargetLogProbabilities)}")
            .Order(StringComparer.Ordinal),
        ];
    }
}
