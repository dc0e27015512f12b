using System.Collections.Immutable;
using System.Text.Json;
using Presage.Lab.Answers;
using Presage.Lab.Training;
using Presage.Units;

namespace Presage.Lab.Ladders;

/// <summary>How a model did while it trained, in a file beside the model's folder. It appears whole or not at all, and before that.</summary>
internal static class CheckpointFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The name of a model's file of checkpoints.</summary>
    public static string NameOf(TrainingSettings run) => $"{RungFile.NameOf(run)}.checkpoints.json";

    /// <summary>Writes beside its place, flushes to the disk, and renames.</summary>
    /// <exception cref="LadderStateException">The folder cannot be written.</exception>
    public static void Write(string folder, TrainedModel model, ImmutableArray<TrainingCheckpoint> checkpoints)
    {
        EvaluationPoints points = model.Settings.Evaluations!;
        StateFile.Write(Path.Combine(folder, NameOf(model.Settings)), file => JsonSerializer.Serialize(
            file,
            new Content(
                points.Steps,
                points.Problems,
                points.KeepAnswers,
                model.Losses[^1],
                [
                    .. checkpoints.Select(checkpoint => new Line(
                        checkpoint.Step, checkpoint.Scores.Problems, checkpoint.Scores.CrossEntropy.Count, checkpoint.Scores.ExactMatch,
                        checkpoint.Scores.EditDistance, checkpoint.Scores.PositionAccuracy, checkpoint.Answers)),
                ]),
            Json));
    }

    /// <summary>Reads them again.</summary>
    /// <returns>Default where there is no file, or one of other points or of another model: then it is trained again.</returns>
    /// <exception cref="LadderStateException">The file is damaged.</exception>
    public static ImmutableArray<TrainingCheckpoint> Read(string folder, TrainedModel model)
    {
        string path = Path.Combine(folder, NameOf(model.Settings));
        EvaluationPoints points = model.Settings.Evaluations!;
        try
        {
            if (!File.Exists(path))
                return default;
            using FileStream file = File.OpenRead(path);
            Content content = JsonSerializer.Deserialize<Content>(file, Json) ?? throw new JsonException("it is empty");
            bool isOfThese = content.Steps.SequenceEqual(points.Steps) && content.Problems == points.Problems
                && content.KeepAnswers == points.KeepAnswers && content.LastLoss.Equals(model.Losses[^1]);
            return isOfThese
                ? [
                    .. content.Checkpoints.Select(line => new TrainingCheckpoint(
                        line.Step,
                        new AnswerScores(line.Problems, Nats.From(line.CrossEntropy), line.ExactMatch, line.EditDistance, line.PositionAccuracy),
                        line.Answers)),
                ]
                : default;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or JsonException or ArgumentException or InvalidOperationException)
        {
            throw new LadderStateException(path, $"cannot be read: {exception.Message.TrimEnd('.')}; delete it, and its model is trained again", exception);
        }
    }

    private sealed record Content(ImmutableArray<int> Steps, int? Problems, bool KeepAnswers, double LastLoss, ImmutableArray<Line> Checkpoints);

    private sealed record Line(
        int Step, int Problems, double CrossEntropy, double ExactMatch, double EditDistance, ImmutableArray<double> PositionAccuracy,
        ImmutableArray<Answer> Answers);
}
