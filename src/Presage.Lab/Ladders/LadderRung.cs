using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Lab.Answers;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Units;

namespace Presage.Lab.Ladders;

/// <summary>A model of a ladder, trained and tested.</summary>
/// <param name="Settings">How it was trained.</param>
/// <param name="Losses">Shape [steps]; see <see cref="TrainedModel.Losses"/>.</param>
/// <param name="Weights">As results name it.</param>
/// <param name="Answers">Shape [test problems]; what it answered.</param>
/// <param name="Split">Training and test.</param>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record LadderRung(
    TrainingSettings Settings, ImmutableArray<double> Losses, ReportedWeights Weights, ImmutableArray<Answer> Answers, TaskSplit Split)
{
    /// <summary>The model tested while it trained, by step; empty where it was not.</summary>
    public ImmutableArray<TrainingCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>What its answers come to.</summary>
    public AnswerScores Scores { get; } = AnswerScores.Of(Split.Task, Answers);

    /// <summary>Mean cross-entropy per token of the right answers to the test; nats.</summary>
    public Nats CrossEntropy => Scores.CrossEntropy;

    /// <summary>Share of test problems answered exactly, 0 to 1.</summary>
    public double ExactMatch => Scores.ExactMatch;

    /// <summary>Mean edit distance between answer and right answer; tokens, which are characters.</summary>
    public double EditDistance => Scores.EditDistance;

    /// <summary>Shape [characters of an answer]; share of test problems whose token there is correct after the right ones before it.</summary>
    public ImmutableArray<double> PositionAccuracy => Scores.PositionAccuracy;

    /// <summary>The answers as samples.</summary>
    public ImmutableArray<Sample> Samples => AnswerSamples.Of(Weights, Split.Task, Answers);

    /// <summary>What goes into a store: the finished model, or its checkpoints and itself as the last of them where their answers are kept.</summary>
    internal IEnumerable<(ReportedWeights Weights, ImmutableArray<Answer> Answers)> Evaluated =>
        Settings.Evaluations is { KeepAnswers: true }
            ? Checkpoints.Where(checkpoint => checkpoint.Step < Settings.Steps)
                .Select(checkpoint => (AnswerSamples.After(Weights, Settings, checkpoint.Step), checkpoint.Answers))
                .Append((AnswerSamples.After(Weights, Settings, Settings.Steps), Answers))
            : [(Weights, Answers)];
}
