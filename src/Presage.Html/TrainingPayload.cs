using System.Collections.Immutable;
using System.Text.Json;
using Presage.Laws;
using Presage.Reports.Training;

namespace Presage.Html;

/// <summary>What the page shows of how the models were trained.</summary>
internal static class TrainingPayload
{
    /// <summary>Writes the ladders.</summary>
    public static void Write(Utf8JsonWriter json, TrainingReport training)
    {
        json.WriteStartArray();
        foreach (TrainedLadder ladder in training.Ladders)
        {
            json.WriteStartObject();
            Ladder(json, ladder);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Ladder(Utf8JsonWriter json, TrainedLadder ladder)
    {
        json.WriteString("name", TrainingText.Name(ladder));
        json.WriteString("example", ladder.Example);
        json.WriteNumber("testProblems", ladder.TestProblems);
        json.WriteString("sentence", TrainingText.Sentence(ladder));
        json.WriteStartArray("rungs");
        foreach (TrainedRung rung in ladder.Rungs)
        {
            json.WriteStartObject();
            json.WriteString("label", rung.Label);
            json.WriteNumber("compute", rung.TrainingCompute.Count);
            json.WriteNumber("parameters", rung.NonEmbeddingParameters.Count);
            json.WriteNumber("tokens", rung.TrainingTokens.Count);
            json.WriteStartArray("runs");
            foreach (TrainedRun run in rung.Runs)
                Run(json, run.Seed, run.Losses, run.Scores, run.Final);
            json.WriteEndArray();
            json.WritePropertyName("mean");
            Run(json, null, TrainingMeans.Losses(rung), TrainingMeans.Scores(rung), TrainingMeans.Final(rung));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("transitions");
        foreach (ScoreTransition transition in ladder.Transitions)
        {
            json.WriteStartObject();
            json.WriteString("score", transition.Score);
            Estimate(json, "width", transition.Width);
            Estimate(json, "less", transition.LessThanCrossEntropy);
            Estimate(json, "halfway", transition.Halfway);
            json.WriteStartArray("thresholds");
            foreach (ScoreThreshold threshold in transition.Thresholds)
            {
                json.WriteStartObject();
                json.WriteNumber("value", threshold.Value);
                Estimate(json, "compute", threshold.Compute);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Run(Utf8JsonWriter json, long? seed, ImmutableArray<StepLoss> losses, ImmutableArray<StepScores> scores, StepScores final)
    {
        json.WriteStartObject();
        json.WriteIfPresent("seed", seed);
        json.WriteRounded("lossSteps", [.. losses.Select(loss => (double)loss.Step)]);
        json.WriteRounded("losses", [.. losses.Select(loss => loss.Loss)]);
        json.WriteStartArray("scores");
        foreach (StepScores score in scores)
            Scores(json, score);
        json.WriteEndArray();
        json.WritePropertyName("final");
        Scores(json, final);
        json.WriteEndObject();
    }

    private static void Scores(Utf8JsonWriter json, StepScores scores)
    {
        json.WriteStartObject();
        json.WriteNumber("step", scores.Step);
        json.WriteIfPresent("exactMatch", scores.ExactMatch);
        json.WriteIfPresent("editDistance", scores.EditDistance);
        json.WriteIfPresent("crossEntropy", scores.CrossEntropy);
        json.WriteRounded("positions", scores.PositionAccuracy);
        json.WriteEndObject();
    }

    // Compute as log10 of FLOPs, as the estimates keep it.
    private static void Estimate(Utf8JsonWriter json, string name, TransitionEstimate? estimate)
    {
        if (estimate is null)
            return;
        json.WriteStartObject(name);
        json.WriteIfPresent("value", estimate.Value);
        json.WriteIfPresent("lower", estimate.Lower);
        json.WriteIfPresent("upper", estimate.Upper);
        json.WriteEndObject();
    }
}
