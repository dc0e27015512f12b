using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts;
using Presage.Units;

namespace Presage.Tests.Forecasts;

public sealed class ForecastSetTests
{
    [Fact]
    public void Of_AccuracyLadders_StaysInsideTheRangeAndWidensWithTheGap()
    {
        ForecastSet set = Of(SyntheticLadders.Accuracy(4, 8, 8, seed: 1), new ForecastQuery());
        Assert.All(set.Series.SelectMany(series => series.Targets), target =>
        {
            Assert.All(target.NewRun.Values, value => Assert.InRange(value, 0, 1));
            Assert.Equal(1, target.Candidates.Sum(candidate => candidate.Weight), 9);
            Assert.True(target.Candidates[0].Weight >= 0.1 - 1e-12);
        });
        double[] widths = [.. Enumerable.Range(0, 3).Select(i => set.Series.Average(series => series.Targets[i].Skill.Quantile(0.9) - series.Targets[i].Skill.Quantile(0.1)))];
        Assert.Equal(widths.Order(), widths);
    }

    [Fact]
    public void Of_AFallingLoss_GoesOnFallingAndStaysAboveZero()
    {
        ImmutableArray<ScalingCurve> curves = ScalingCurves.From(
            [.. Enumerable.Range(0, 8).Select(i => SyntheticLadders.Result("F", i, Math.Pow(10, 18 + (0.5 * i)), "pile", "cross_entropy", 4 * Math.Pow(10, -0.05 * i)))],
            new CurveOptions());
        SeriesForecast forecast = Assert.Single(Of(curves, new ForecastQuery { Compute = Flops.From(1e22) }).Series);
        TargetForecast target = Assert.Single(forecast.Targets);
        Assert.InRange(target.Skill.Median, 0, forecast.LastValue!.Value);
        Assert.Equal(4 * Math.Pow(10, -0.4), target.Candidates.Single(candidate => candidate.Name == "logLog").Value!.Value, 3);
        Assert.Equal(ResidualSource.BuiltIn, forecast.IntervalSource);
    }

    [Fact]
    public void Of_ASeriesAtItsFloor_SaysWhetherItLeavesChanceAndWhen()
    {
        TaskResult[] results = [.. Enumerable.Range(0, 6).Select(i =>
            SyntheticLadders.Result("F", i, Math.Pow(10, 18 + (0.5 * i)), "hard", "acc", 0.25 + (0.004 * (i % 3))) with { Samples = 500, Chance = 0.25 })];
        SeriesForecast forecast = Assert.Single(Of(ScalingCurves.From(results, new CurveOptions()), new ForecastQuery()).Series);
        double[] leaving = [.. forecast.Targets.Select(target => target.Floor!.LeavesChance!.Value)];
        Assert.Equal(leaving.Order(), leaving);
        Assert.All(leaving, probability => Assert.InRange(probability, 0.01, 0.6));
        Assert.Equal(500, forecast.Onset!.Samples);
        Assert.True(forecast.Onset.Earliest > 0 && !(forecast.Onset.Latest < forecast.Onset.Earliest));
    }

    [Fact]
    public void Of_TargetsItCannotForecast_SaysWhy()
    {
        ImmutableArray<ScalingCurve> curves = SyntheticLadders.Accuracy(1, 1, 5, seed: 2);
        Assert.Contains("not beyond the last model seen", Of(curves, new ForecastQuery { Compute = Flops.From(1e20) }).Series[0].Obstacle, StringComparison.Ordinal);
        Assert.Contains("no known place", Of(curves, new ForecastQuery { Tokens = Tokens.From(1e12) }).Series[0].Obstacle, StringComparison.Ordinal);
        Assert.Contains("2 points", Of(SyntheticLadders.Accuracy(1, 1, 2, seed: 2), new ForecastQuery()).Series[0].Obstacle, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AnOrigin_IsTheForecastWithoutTheLaterModels()
    {
        ForecastQuery query = new() { Compute = Flops.From(1e23) };
        SeriesForecast past = Of(SyntheticLadders.Accuracy(2, 4, 6, seed: 8), query).Series[0];
        SeriesForecast origin = Of(SyntheticLadders.Accuracy(2, 4, 9, seed: 8), query with { Origin = 3.2e21 }).Series[0];
        Assert.Equal(past.Targets[0].NewRun.Values, origin.Targets[0].NewRun.Values);
    }

    [Fact]
    public void Of_ARisingPerplexityFarAway_LeavesOutTheLinesThatLeaveTheNumbers()
    {
        double[] values = [10, 100, 1000, 9000];
        TaskResult[] results = [.. values.Select((value, i) => SyntheticLadders.Result("F", i, Math.Pow(10, 18 + (0.5 * i)), "pile", "perplexity", value))];
        SeriesForecast forecast = Assert.Single(Of(ScalingCurves.From(results, new CurveOptions()), new ForecastQuery { Compute = Flops.From(1e30) }).Series);
        Assert.All(forecast.Targets.Single().NewRun.Values, value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Of_ItemsTooFewForAnyScoreToBeAboveChance_GivesAReasonAndNoProbability()
    {
        TaskResult[] results = [.. Enumerable.Range(0, 5).Select(i =>
            SyntheticLadders.Result("F", i, Math.Pow(10, 18 + (0.5 * i)), "hard", "acc", 0) with { Samples = 1, Chance = 0.25 })];
        SeriesForecast forecast = Assert.Single(Of(ScalingCurves.From(results, new CurveOptions()), new ForecastQuery()).Series);
        Assert.All(forecast.Targets, target => Assert.Null(target.Floor!.LeavesChance));
        Assert.Contains("not even a perfect score", forecast.Targets[0].Floor!.Reason, StringComparison.Ordinal);
        Assert.Null(forecast.Onset);
    }

    [Fact]
    public void Of_CheckpointsOfAnotherModel_SaysThatItDoesNotContinueThem()
    {
        ImmutableArray<ScalingCurve> curves = SyntheticLadders.Checkpoints(1e9, [1e9, 3e9, 1e10, 3e10]);
        Assert.Contains("checkpoints of m, of 1E+09 parameters", One(7e9).Obstacle, StringComparison.Ordinal);
        Assert.Single(One(1.05e9).Targets);

        SeriesForecast One(double parameters) =>
            Assert.Single(Of(curves, new ForecastQuery { Parameters = Params.From(parameters), Tokens = Tokens.From(1e11) }).Series);
    }

    [Fact]
    public void Of_ATargetBeyondEveryGapOfTheBacktest_Warns()
    {
        ImmutableArray<ScalingCurve> curves = SyntheticLadders.Accuracy(6, 10, 8, seed: 6);
        ForecastSet far = Of(curves, new ForecastQuery { Compute = Flops.From(1e29) }), near = Of(curves, new ForecastQuery { Compute = Flops.From(1e23) });
        Assert.All(far.Series, series => Assert.Contains("In ", series.Backtest!.Warning, StringComparison.Ordinal));
        Assert.Contains(far.Series, series => series.Backtest!.Warning!.Contains("nothing has tested its width", StringComparison.Ordinal));
        Assert.DoesNotContain(near.Series, series => series.Backtest!.Warning?.Contains("nothing has tested", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Beyond_OnTheAxisOfCompute_KnowsTheCompute()
    {
        ForecastHistory history = ForecastHistory.Of(SyntheticLadders.Accuracy(1, 1, 5, seed: 2)[0])!;
        ForecastTarget target = ForecastTarget.Beyond(history, 1);
        Assert.Equal(Math.Pow(10, target.Position), target.Compute!.Value.Count);
        Assert.Null(target.Parameters);
    }

    [Fact]
    public void FittedSeries_ATargetOfComputeAlone_TakesTheMissAtTheOriginWithComputeAlone()
    {
        ImmutableArray<ScalingCurve> curves = ScalingCurves.From(
            [.. Enumerable.Range(0, 5).Select(i => SyntheticLadders.Trained("F", i, Params.From(1e8 * (i + 1)), Tokens.From(1e10), 0.1 * i))], new CurveOptions());
        ForecastHistory history = ForecastHistory.Of(curves.Single())!;
        FittedSeries fitted = new(history, [_ => target => new CandidateOutcome.Predicted(target.Parameters is null ? 0.3 : 0.1)]);
        ForecastTarget alone = ForecastTarget.Beyond(history, 1);
        Assert.Equal(0.1, fitted.For(alone).Misses[0], 12);
        Assert.Equal(0.3, fitted.For(alone with { Parameters = Params.From(1e9), Tokens = Tokens.From(1e10) }).Misses[0], 12);
    }

    private static ForecastSet Of(ImmutableArray<ScalingCurve> curves, ForecastQuery query) => ForecastSet.Of(curves, query, TestContext.Current.CancellationToken);
}
