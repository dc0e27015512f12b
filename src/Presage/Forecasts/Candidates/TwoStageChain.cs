using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts.TwoStage;
using Presage.Metrics;

namespace Presage.Forecasts.Candidates;

/// <summary>
/// Compute to the loss on the task's right answers, and that loss to the score, where the family's results hold the loss (<see
/// cref="TwoStageForecast"/>).
/// </summary>
internal sealed class TwoStageChain : IForecastCandidate
{
    /// <summary>Losses on right answers, the best predictor first (docs/decisions/0008).</summary>
    private static readonly ImmutableArray<string> Losses = ["bits_per_byte", "nll", "choice_cross_entropy"];

    /// <inheritdoc/>
    public string Name => "twoStage";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) => history =>
    {
        if (history is not { Over: CurveOver.Sizes, Metric: { Orientation: Orientation.HigherIsBetter, Minimum: 0, Maximum: 1 } })
            return Unable("The chain is for scores from 0 to 1, larger being better, over sizes.");
        ForecastHistory[] ability = [.. surroundings.SameFamily.Where(other => other.Task == history.Task && other.Shots == history.Shots)];
        if (Losses.FirstOrDefault(name => ability.Any(other => other.Over == CurveOver.Sizes && other.Metric.Name == name)) is not { } loss)
            return Unable("The results hold no loss on the right answers of this task.");

        Dictionary<Weights, double> losses = ByWeights(ability.Where(other => other.Metric.Name == loss));
        Dictionary<Weights, double> scores = ByWeights(
            ability.Where(other => other.Metric.Name == history.Metric.Name && other.Filter == history.Filter).Append(history));
        ILookup<(string Model, string? Run, long? Seed), Weights> checkpoints = losses.Keys.Where(scores.ContainsKey).ToLookup(weights => weights.Training);
        ImmutableArray<LadderRun> runs =
        [
            .. from run in history.Runs
               let compute = run.Compute?.Operations
               where compute is { Count: > 0 } && losses.ContainsKey(Weights.Of(run))
               let along = checkpoints[Weights.Of(run).Training].Where(other => other.Place <= Weights.Of(run).Place).OrderBy(other => other.Place).ToArray()
               select new LadderRun(
                   run.Parameters, run.Tokens, compute.Value,
                   [.. along.Select(other => losses[other])], [.. along.Select(other => Math.Clamp(scores[other], 0, 1))]),
        ];
        if (TwoStageForecast.Fit(runs, history.Chance ?? (history.Metric.ChanceRule == ChanceRule.Zero ? 0 : null), out string failure) is not { } forecast)
            return Unable(failure);
        ForecastRange range = history.PredictionRange;
        return target => target.Compute is { Count: > 0 } compute && forecast.At(target.Parameters, target.Tokens, compute) is { } prediction
            ? new CandidateOutcome.Predicted(range.Clip(prediction.Mean))
            : new CandidateOutcome.Unable("The target's compute is unknown.");
    };

    private static Dictionary<Weights, double> ByWeights(IEnumerable<ForecastHistory> histories)
    {
        Dictionary<Weights, double> values = [];
        foreach (ForecastHistory history in histories)
        {
            for (int i = 0; i < history.Count; i++)
                values[Weights.Of(history.Runs[i])] = history.Values[i];
        }

        return values;
    }

    private static FittedCandidate Unable(string reason) => _ => new CandidateOutcome.Unable(reason);

    /// <summary>Weights, by what names them: records of models are not compared.</summary>
    /// <param name="Training">The run that made them.</param>
    /// <param name="Place">Tokens or steps; infinite for the finished model.</param>
    private readonly record struct Weights((string Model, string? Run, long? Seed) Training, double Place)
    {
        public static Weights Of(ModelRun run) => new(
            (run.Card.Name, run.Run, run.Seed),
            run.Checkpoint is { } checkpoint ? checkpoint.Step ?? checkpoint.Tokens?.Count ?? 0 : double.PositiveInfinity);
    }
}
