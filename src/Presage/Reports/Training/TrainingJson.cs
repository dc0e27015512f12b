using System.Collections.Immutable;
using System.Text.Json;
using Presage.Laws;

namespace Presage.Reports.Training;

/// <summary>The training of the models in the JSON report.</summary>
internal static class TrainingJson
{
    /// <summary>Writes the fields of one ladder.</summary>
    public static void Ladder(Utf8JsonWriter json, TrainedLadder ladder)
    {
        json.WriteString("task", ladder.Task);
        json.WriteString("arm", ladder.Arm);
        json.WriteString("example", ladder.Example);
        json.WriteNumber("testProblems", ladder.TestProblems);
        json.WriteString("sentence", TrainingText.Sentence(ladder));
        Objects(json, "rungs", ladder.Rungs, Rung);
        Objects(json, "transitions", ladder.Transitions, Transition);
    }

    private static void Rung(Utf8JsonWriter json, TrainedRung rung)
    {
        json.WriteString("label", rung.Label);
        json.Number("trainingCompute", rung.TrainingCompute.Count);
        json.Number("parameters", rung.NonEmbeddingParameters.Count);
        json.Number("tokens", rung.TrainingTokens.Count);
        Objects(json, "runs", rung.Runs, Run);
    }

    private static void Run(Utf8JsonWriter json, TrainedRun run)
    {
        json.WriteNumber("seed", run.Seed);
        json.WriteStartObject("final");
        Scores(json, run.Final);
        json.WriteEndObject();
        Objects(json, "scores", run.Scores, Scores);
        json.WriteStartObject("losses");
        json.Numbers("step", run.Losses.Select(loss => (double)loss.Step));
        json.Numbers("loss", run.Losses.Select(loss => loss.Loss));
        json.WriteEndObject();
    }

    private static void Scores(Utf8JsonWriter json, StepScores scores)
    {
        json.WriteNumber("step", scores.Step);
        json.Number("crossEntropy", scores.CrossEntropy);
        json.Number("exactMatch", scores.ExactMatch);
        json.Number("editDistance", scores.EditDistance);
        json.Numbers("positionAccuracy", scores.PositionAccuracy);
    }

    private static void Transition(Utf8JsonWriter json, ScoreTransition transition)
    {
        json.WriteString("score", transition.Score);
        Estimate(json, "width", transition.Width);
        Estimate(json, "lessThanCrossEntropy", transition.LessThanCrossEntropy);
        Estimate(json, "halfway", transition.Halfway);
        Objects(json, "thresholds", transition.Thresholds, static (json, threshold) =>
        {
            json.Number("score", threshold.Value);
            Estimate(json, "compute", threshold.Compute);
        });
    }

    private static void Estimate(Utf8JsonWriter json, string name, TransitionEstimate? estimate)
    {
        if (estimate is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.Number("value", estimate.Value);
        json.Number("lower", estimate.Lower);
        json.Number("upper", estimate.Upper);
        json.WriteEndObject();
    }

    private static void Objects<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
