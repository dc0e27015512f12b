using System.Collections.Immutable;
using System.Globalization;
using Presage.Lab.Answers;
using Presage.Lab.Studies;
using Presage.Lab.Tasks;
using Presage.Reports.Training;

namespace Presage.Lab.Ladders;

/// <summary>What a report says of the training of a study's models.</summary>
public static class TrainedLadders
{
    // Points of a loss curve: as many as a chart a few hundred pixels wide shows.
    private const int MostLosses = 100;

    /// <summary>Arms over sizes; an arm over the checkpoints of its models is left to the curves of the report.</summary>
    /// <param name="study">The study.</param>
    /// <param name="rungs">Shape [arms][models]; trained.</param>
    public static TrainingReport Of(Study study, ImmutableArray<ImmutableArray<LadderRung>> rungs)
    {
        ArgumentNullException.ThrowIfNull(study);
        return new TrainingReport(
            [.. study.Arms.Zip(rungs).Where(arm => arm.Second.All(rung => rung.Settings.Evaluations is not { KeepAnswers: true })).Select(arm => Ladder(
                arm.First, arm.Second, isAlone: study.Arms.Count(other => other.Ladder.Split.Task.Name == arm.First.Ladder.Split.Task.Name) == 1))]);
    }

    private static TrainedLadder Ladder(StudyArm arm, ImmutableArray<LadderRung> models, bool isAlone)
    {
        TaskSplit split = arm.Ladder.Split;
        ImmutableArray<TrainedRung> rungs =
        [
            .. models.GroupBy(model => (model.Settings.Model, model.Settings.Steps))
                .OrderBy(size => size.First().Weights.Facts!.TrainingCompute!.Value.Count)
                .Select(size => Rung([.. size.OrderBy(model => model.Settings.Seed)])),
        ];
        return new TrainedLadder
        {
            Task = split.Task.Name,
            Arm = isAlone ? null : arm.Name,
            Example = split.Example,
            TestProblems = split.Test.Length,
            Rungs = rungs,
            Transitions = ScoreTransitions.Of(rungs),
        };
    }

    private static TrainedRung Rung(LadderRung[] models)
    {
        LadderRung first = models[0];
        string layers = first.Settings.Model.Layers == 2 ? "" : string.Create(CultureInfo.InvariantCulture, $", {first.Settings.Model.Layers} layers");
        return new TrainedRung
        {
            Label = string.Create(CultureInfo.InvariantCulture, $"d{first.Settings.Model.Width}{layers}"),
            TrainingCompute = first.Weights.Facts!.TrainingCompute!.Value,
            NonEmbeddingParameters = first.Weights.Facts.NonEmbeddingParameters!.Value,
            TrainingTokens = first.Weights.Facts.TrainingTokens!.Value,
            Runs = [.. models.Select(Run)],
        };
    }

    private static TrainedRun Run(LadderRung model) => new()
    {
        Seed = model.Settings.Seed,
        Losses = Thinned(model.Losses),
        Scores =
        [
            // The last of these is of a part of the test; the finished model's is of all of it.
            .. model.Checkpoints.Where(checkpoint => checkpoint.Step < model.Settings.Steps).Select(checkpoint => Scores(checkpoint.Step, checkpoint.Scores)),
            Scores(model.Settings.Steps, model.Scores),
        ],
    };

    private static StepScores Scores(int step, AnswerScores scores) =>
        new(step, scores.CrossEntropy.Count, scores.ExactMatch, scores.EditDistance, scores.PositionAccuracy);

    private static ImmutableArray<StepLoss> Thinned(ImmutableArray<double> losses)
    {
        int points = Math.Min(MostLosses, losses.Length);
        return
        [
            .. Enumerable.Range(0, points).Select(point =>
            {
                int from = (int)((long)losses.Length * point / points), to = (int)((long)losses.Length * (point + 1) / points);
                return new StepLoss(to, losses.AsSpan()[from..to].ToArray().Average());
            }),
        ];
    }
}
