using System.Collections.Immutable;
using Presage.Laws;
using Presage.Units;

namespace Presage.Forecasts.TwoStage;

/// <summary>
/// Score from size and data by way of the loss on the task's right answers: four laws of the loss, each followed by two curves from loss to score,
/// equally weighted.
/// </summary>
/// <remarks>
/// The chain is that of Bhagia et al. (2024, 2412.04403); what is averaged was chosen on their ladder (docs/decisions/0008). Loss: two exponents, one
/// exponent, compute with
/// an irreducible loss, compute without; the first two only where N and D are known. Score: theirs, anchored at (0, 1), and one whose floor is chance
/// and whose ceiling is free; both fitted to the later
/// half of every run's checkpoints. No member alone is to be trusted far from its data; that they part there is what the width says.
/// </remarks>
internal sealed class TwoStageForecast
{
    /// <summary>Share of every run's checkpoints that the step from loss to score leaves out: losses far above those of finished runs.</summary>
    private const double Skipped = 0.5;

    private readonly ImmutableArray<(string Name, LossLaw LossAt)> _losses;
    private readonly ImmutableArray<(string Name, TaskAccuracyLaw Law)> _scores;

    private TwoStageForecast(ImmutableArray<(string, LossLaw)> losses, ImmutableArray<(string, TaskAccuracyLaw)> scores, ImmutableArray<LadderRun> runs)
    {
        (_losses, _scores) = (losses, scores);
        double squares = 0;
        foreach (LadderRun run in runs)
        {
            double difference = run.FinalScore - Members(run.Parameters, run.Tokens, run.Compute).Average(member => member.Score);
            squares += difference * difference;
        }

        FitError = Math.Sqrt(squares / runs.Length);
    }

    /// <summary>Root mean square distance between the runs' final scores and the mean of the members fitted to them.</summary>
    public double FitError { get; }

    /// <summary>Fits all members.</summary>
    /// <param name="runs">Runs of one family; losses above 0.</param>
    /// <param name="chance">Score of a guesser; null where unknown: then only the anchored curve is used.</param>
    /// <param name="failure">Why there is no forecast.</param>
    /// <returns>Null where no law of the loss, or no curve to the score, can be fitted.</returns>
    public static TwoStageForecast? Fit(ImmutableArray<LadderRun> runs, double? chance, out string failure)
    {
        failure = "A loss is not above 0.";
        if (runs.IsEmpty || runs.Any(run => run.Losses.Any(loss => !(loss > 0 && double.IsFinite(loss)))))
            return null;

        List<(string, LossLaw)> losses = [];
        if (runs.All(run => run is { Parameters.Count: > 0, Tokens.Count: > 0 }))
        {
            ImmutableArray<TaskLossPoint> points = [.. runs.Select(run => new TaskLossPoint(run.Parameters!.Value, run.Tokens!.Value, run.FinalLoss))];
            foreach ((string name, bool oneExponent) in new[] { ("two exponents", false), ("one exponent", true) })
            {
                if (Found(TaskLossLaw.Fit(points, oneExponent), ref failure) is { } fit && TaskLossLaw.From(fit) is var law)
                    losses.Add((name, (n, d, _) => n is { Count: > 0 } parameters && d is { Count: > 0 } tokens ? law.LossAt(parameters, tokens) : null));
            }
        }

        ImmutableArray<Flops> compute = [.. runs.Select(run => run.Compute)];
        ImmutableArray<double> finals = [.. runs.Select(run => run.FinalLoss)];
        foreach ((string name, bool irreducible) in new[] { ("compute", true), ("compute to zero", false) })
        {
            if (Found(TaskLossOfComputeLaw.Fit(compute, finals, irreducible), ref failure) is { } fit && TaskLossOfComputeLaw.From(fit) is var law)
                losses.Add((name, (_, _, c) => law.LossAt(c)));
        }

        if (losses.Count == 0)
            return null;
        (ImmutableArray<double> Losses, ImmutableArray<double> Scores)[] trajectories = [.. runs.Select(run => run.Trajectory(Skipped))];
        ImmutableArray<double> along = [.. trajectories.SelectMany(run => run.Losses)], scored = [.. trajectories.SelectMany(run => run.Scores)];
        List<(string, TaskAccuracyLaw)> scores = [];
        if (Found(TaskAccuracyLaw.Fit(along, scored), ref failure) is { } anchored)
            scores.Add(("anchored", TaskAccuracyLaw.From(anchored)));
        if (chance is { } floor and >= 0 and < 1 && Found(TaskAccuracyLaw.Fit(along, scored, floor), ref failure) is { } known)
            scores.Add(("from chance", TaskAccuracyLaw.From(known)));
        return scores.Count == 0 ? null : new TwoStageForecast([.. losses], [.. scores], runs);
    }

    /// <summary>The forecast of one model.</summary>
    /// <param name="parameters">N, counted as for the runs; null where unknown.</param>
    /// <param name="tokens">D; null where unknown.</param>
    /// <param name="compute">C, counted as for the runs; above 0.</param>
    /// <returns>Null where every law of the loss that was fitted needs N and D, and one is unknown.</returns>
    public TwoStagePrediction? At(Params? parameters, Tokens? tokens, Flops compute)
    {
        ImmutableArray<(string Name, double Score)> members = Members(parameters, tokens, compute);
        if (members.IsEmpty)
            return null;
        double mean = members.Average(member => member.Score);
        double spread = members.Length < 2 ? 0 : Math.Sqrt(members.Sum(member => (member.Score - mean) * (member.Score - mean)) / (members.Length - 1));
        return new TwoStagePrediction(mean, Math.Sqrt((spread * spread) + (FitError * FitError)), members);
    }

    private ImmutableArray<(string Name, double Score)> Members(Params? parameters, Tokens? tokens, Flops compute) =>
    [
        .. from loss in _losses
           let predicted = loss.LossAt(parameters, tokens, compute)
           where predicted is not null
           from score in _scores
           select ($"{loss.Name}, {score.Name}", score.Law.ScoreAt(predicted.Value)),
    ];

    private static FitOutcome.Converged? Found(FitOutcome outcome, ref string failure)
    {
        if (outcome is FitOutcome.Failed failed)
            failure = failed.Detail;
        return outcome as FitOutcome.Converged;
    }

    /// <summary>The loss of a model; null where the law needs N and D and one is unknown.</summary>
    private delegate double? LossLaw(Params? parameters, Tokens? tokens, Flops compute);
}
