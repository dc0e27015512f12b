using System.Collections.Immutable;
using Presage.Laws;

namespace Presage.Reports.Training;

/// <summary>The transitions of a ladder's scores, from its rungs.</summary>
public static class ScoreTransitions
{
    /// <summary>Exact-match scores whose compute is told.</summary>
    private static readonly ImmutableArray<double> Values = [0.1, 0.25, 0.5, 0.9];

    /// <summary>Cross-entropy, edit distance, accuracy of a character, exact match.</summary>
    /// <param name="rungs">By compute, rising.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <returns>Empty below two rungs, or where two rungs have one compute.</returns>
    public static ImmutableArray<ScoreTransition> Of(ImmutableArray<TrainedRung> rungs, long seed = 1)
    {
        ImmutableArray<double> positions = [.. rungs.Select(rung => Math.Log10(rung.TrainingCompute.Count))];
        if (positions.Length < 2 || positions.Skip(1).Zip(positions).Any(pair => !(pair.First > pair.Second)))
            return [];
        Transition crossEntropy = Scores(scores => scores.CrossEntropy);
        TransitionEstimate reference = crossEntropy.Width;
        return
        [
            new ScoreTransition("cross-entropy", reference, null, Halfway(crossEntropy), []),
            Line("edit distance", scores => scores.EditDistance, []),
            Line("character accuracy", scores => scores.PositionAccuracy.Average(), []),
            Line("exact match", scores => scores.ExactMatch, Values),
        ];

        Transition Scores(Func<StepScores, double> score) => new(positions, [.. rungs.Select(rung => rung.Runs.Select(run => score(run.Final)).ToImmutableArray())], seed: seed);

        ScoreTransition Line(string name, Func<StepScores, double> score, ImmutableArray<double> values)
        {
            Transition transition = Scores(score);
            TransitionEstimate width = transition.Width;
            return new ScoreTransition(
                name, width, width.Less(reference), Halfway(transition), [.. values.Select(value => new ScoreThreshold(value, transition.Threshold(value)))]);
        }
    }

    private static TransitionEstimate Halfway(Transition transition) =>
        transition.Threshold((transition.Curve[0] + transition.Curve[^1]) / 2);
}
