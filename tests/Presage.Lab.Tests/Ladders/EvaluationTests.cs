using System.Collections.Immutable;
using Presage.Lab.Answers;
using Presage.Lab.Ladders;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Ladders;

/// <summary>Models tested while they train.</summary>
public sealed class EvaluationTests
{
    private static readonly TrainingSettings Run30 = new()
    {
        Model = ModelSettings.OfWidth(8),
        Steps = 30,
        Seed = 1,
        Batch = 32,
    };

    private static readonly EvaluationPoints Points = new() { Steps = [1, 10, 29, 30], KeepAnswers = true };

    [Fact]
    public void Evaluations_ChangeNoOtherNumber()
    {
        LadderRung without = Run(Run30), with = Run(Run30 with { Evaluations = Points });

        Assert.Empty(without.Checkpoints);
        Assert.Equal([1, 10, 29, 30], with.Checkpoints.Select(checkpoint => checkpoint.Step));
        Assert.Equal(without.Losses, with.Losses);
        AssertSame(without.Answers, with.Answers);
    }

    [Fact]
    public void Evaluation_AfterTheLastStep_IsTheFinishedModels()
    {
        LadderRung rung = Run(Run30 with { Evaluations = Points });

        AssertSame(rung.Answers, rung.Checkpoints[^1].Answers);
        Assert.Equal(rung.Scores.CrossEntropy, rung.Checkpoints[^1].Scores.CrossEntropy);
        Assert.Equal(rung.PositionAccuracy, rung.Checkpoints[^1].Scores.PositionAccuracy);
        Assert.True(rung.Checkpoints[0].Scores.CrossEntropy.Count > rung.CrossEntropy.Count);
    }

    [Fact]
    public void Checkpoint_AtAConstantRate_IsAShorterRun()
    {
        TrainingSettings constant = Run30 with { Decay = LearningRateDecay.Constant, WarmUp = 5 };

        LadderRung whole = Run(constant with { Evaluations = Points }), shorter = Run(constant with { Steps = 10 });

        AssertSame(shorter.Answers, whole.Checkpoints[1].Answers);
    }

    [Fact]
    public void Scores_OfAnswers_AreTheirMeans()
    {
        var task = new Addition(1);
        // 1+2=03, 4+9=13
        AnswerScores scores = AnswerScores.Of(
            task,
            [
                new Answer(12, "03", [-0.5, -0.25], [true, true]),
                new Answer(49, "31", [-1, -2], [false, true]),
            ]);

        Assert.Equal((2, 0.9375, 0.5, 1), (scores.Problems, scores.CrossEntropy.Count, scores.ExactMatch, scores.EditDistance));
        Assert.Equal([0.5, 1], scores.PositionAccuracy);
    }

    [Fact]
    public void Evaluations_OfPartOfTheTest_KeepNoAnswers()
    {
        LadderRung rung = Run(Run30 with { Evaluations = EvaluationPoints.Evenly(30, 3, 7) });

        Assert.Equal([10, 20, 30], rung.Checkpoints.Select(checkpoint => checkpoint.Step));
        Assert.All(rung.Checkpoints, checkpoint => Assert.Equal((7, 0), (checkpoint.Scores.Problems, checkpoint.Answers.Length)));
        Assert.Equal(AnswerScores.Of(rung.Split.Task, [.. rung.Answers.Take(7)]).CrossEntropy, rung.Checkpoints[^1].Scores.CrossEntropy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Checkpoints_OfAKeptModel_AreReadAgain(bool keepAnswers)
    {
        using var folder = new TemporaryFolder();
        TrainingSettings run = Run30 with { Evaluations = Points with { KeepAnswers = keepAnswers } };
        LadderRung trained = Run(run, folder.Path);
        int steps = 0;

        LadderRung kept = Run(run, folder.Path, () => steps++);

        Assert.Equal(1, steps);
        foreach ((TrainingCheckpoint left, TrainingCheckpoint right) in trained.Checkpoints.Zip(kept.Checkpoints, (left, right) => (left, right)))
        {
            Assert.Equal(left.Step, right.Step);
            Assert.Equal(left.Scores with { PositionAccuracy = [] }, right.Scores with { PositionAccuracy = [] });
            Assert.Equal(left.Scores.PositionAccuracy, right.Scores.PositionAccuracy);
            AssertSame(left.Answers, right.Answers);
        }

        Assert.Equal(4, kept.Checkpoints.Length);
    }

    [Fact]
    public void Checkpoints_OfOtherPoints_AreMadeByTrainingAgain()
    {
        using var folder = new TemporaryFolder();
        Run(Run30 with { Evaluations = Points }, folder.Path);
        int steps = 0;

        LadderRung again = Run(Run30 with { Evaluations = EvaluationPoints.Evenly(30, 2, null) }, folder.Path, () => steps++);

        Assert.Equal(31, steps);
        Assert.Equal([15, 30], again.Checkpoints.Select(checkpoint => checkpoint.Step));
    }

    [Fact]
    public void Checkpoints_OfADamagedFile_NameIt()
    {
        using var folder = new TemporaryFolder();
        Run(Run30 with { Evaluations = Points }, folder.Path);
        string path = Assert.Single(Directory.EnumerateFiles(folder.Path, "*.json"));
        File.WriteAllText(path, File.ReadAllText(path)[..100]);

        Assert.Equal(path, Assert.Throws<LadderStateException>(() => Run(Run30 with { Evaluations = Points }, folder.Path)).Path);
    }

    [Fact]
    public void Model_OfAnotherDecay_IsRefused()
    {
        using var folder = new TemporaryFolder();
        Run(Run30, folder.Path);

        Assert.Contains(
            "other settings",
            Assert.Throws<LadderStateException>(() => Run(Run30 with { Decay = LearningRateDecay.Constant }, folder.Path)).Message,
            StringComparison.Ordinal);
    }

    public static TheoryData<EvaluationPoints> Absurd =>
    [
        Points with { Steps = [] },
        Points with { Steps = [0] },
        Points with { Steps = [31] },
        Points with { Steps = [5, 5] },
        Points with { Problems = 0 },
    ];

    [Theory]
    [MemberData(nameof(Absurd))]
    public void Points_OutsideTheRun_AreRefused(EvaluationPoints points) =>
        Assert.StartsWith("A model is tested", Assert.Throws<ArgumentException>(() => Run(Run30 with { Evaluations = points })).Message, StringComparison.Ordinal);

    private static LadderRung Run(TrainingSettings run, string? folder = null, Action? step = null) => LadderRunner.Run(
        new LadderSettings { Split = new TaskSplit(new Addition(1), 20), Runs = [run] },
        folder,
        1,
        step is null ? null : _ => step(),
        TestContext.Current.CancellationToken)[0];

    private static void AssertSame(ImmutableArray<Answer> expected, ImmutableArray<Answer> actual)
    {
        Assert.Equal(expected.Select(answer => (answer.Problem, answer.Response)), actual.Select(answer => (answer.Problem, answer.Response)));
        Assert.Equal(expected.SelectMany(answer => answer.TargetLogProbabilities), actual.SelectMany(answer => answer.TargetLogProbabilities));
        Assert.Equal(expected.SelectMany(answer => answer.PositionCorrect), actual.SelectMany(answer => answer.PositionCorrect));
    }
}
