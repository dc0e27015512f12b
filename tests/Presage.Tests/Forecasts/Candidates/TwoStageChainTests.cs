using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts;
using Presage.Forecasts.Candidates;
using Presage.Forecasts.TwoStage;
using Presage.Models;
using Presage.Tests.Laws;
using Presage.Units;

namespace Presage.Tests.Forecasts.Candidates;

public sealed class TwoStageChainTests
{
    private const string Task = "hellaswag_val";

    [Fact]
    public void Forecast_OfTheLadder_IsThatOfItsRuns()
    {
        ImmutableArray<LadderRun> runs = LadderRuns.Of(Task, "190M", "370M", "760M", "1B");
        ImmutableArray<ForecastHistory> histories = Histories(runs, "bits_per_byte");
        LadderRun target = LadderRuns.ThirteenB(Task);
        Assert.Equal(
            TwoStageForecast.Fit(runs, 0.25, out _)!.At(target.Parameters, target.Tokens, target.Compute)!.Mean,
            Assert.IsType<CandidateOutcome.Predicted>(Forecast(histories, target)).Value, 1e-9);
    }

    [Fact]
    public void Forecast_WithoutALossOnTheTask_SaysWhyNot()
    {
        ImmutableArray<LadderRun> runs = LadderRuns.Of(Task, "190M", "370M");
        CandidateOutcome outcome = Forecast(Histories(runs, "token_edit_distance"), runs[0]);
        Assert.Contains("no loss", Assert.IsType<CandidateOutcome.Unable>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecast_OfALossItself_SaysWhyNot()
    {
        ImmutableArray<ForecastHistory> histories = Histories(LadderRuns.Of(Task, "190M", "370M"), "bits_per_byte");
        ForecastHistory loss = histories.Single(history => history is { Over: CurveOver.Sizes, Metric.Name: "bits_per_byte" });
        Assert.IsType<CandidateOutcome.Unable>(new TwoStageChain().Learn(Surroundings(histories))(loss)(ForecastTarget.At(loss, 0)));
    }

    [Fact]
    public void Forecast_OfATargetWithoutCompute_SaysWhyNot()
    {
        ImmutableArray<ForecastHistory> histories = Histories(LadderRuns.Of(Task, "190M", "370M"), "bits_per_byte");
        Assert.IsType<CandidateOutcome.Unable>(new TwoStageChain().Learn(Surroundings(histories))(Scores(histories))(new ForecastTarget(24)));
    }

    private static CandidateOutcome Forecast(ImmutableArray<ForecastHistory> histories, LadderRun target) =>
        new TwoStageChain().Learn(Surroundings(histories))(Scores(histories))(
            new ForecastTarget(Math.Log10(target.Compute.Count)) { Parameters = target.Parameters, Tokens = target.Tokens, Compute = target.Compute });

    private static ForecastHistory Scores(ImmutableArray<ForecastHistory> histories) =>
        histories.Single(history => history is { Over: CurveOver.Sizes, Metric.Name: "acc" });

    private static ForecastSurroundings Surroundings(ImmutableArray<ForecastHistory> histories) => new("ladder", () => histories, () => []);

    private static ImmutableArray<ForecastHistory> Histories(ImmutableArray<LadderRun> runs, string loss)
    {
        var results =
            from run in runs
            let tokens = run.Tokens!.Value
            let card = new ModelCard
            {
                Family = "ladder",
                Name = FormattableString.Invariant($"{run.Parameters!.Value.Count}-{tokens.Count}"),
                NonEmbeddingParameters = run.Parameters,
                TrainingTokens = tokens,
                Source = "tests",
            }
            from i in Enumerable.Range(0, run.Losses.Length)
            let weights = new ModelRun(card, new Checkpoint(i + 1, Tokens.From(tokens.Count * (i + 1) / run.Losses.Length)))
            from metric in new[] { Curve.Accuracy, Curve.Loss with { Name = loss } }
            select new TaskResult
            {
                Run = weights,
                Task = Task,
                Metric = metric,
                Value = metric.Name == loss ? run.Losses[i] : run.Scores[i],
                Chance = metric.Name == loss ? null : 0.25,
                Origins = [],
            };
        return [.. ScalingCurves.From([.. results], new CurveOptions()).Select(ForecastHistory.Of).OfType<ForecastHistory>()];
    }
}
