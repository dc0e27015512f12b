using System.Collections.Immutable;
using Presage.Curves;
using Presage.Forecasts;

namespace Presage.Tests.Forecasts;

public sealed class BacktestTests
{
    [Fact]
    public void Rows_WhenTheFutureOfTheFamilyChanges_StayAsTheyWere()
    {
        const int models = 9, kept = 7;
        BacktestRow[] before = Rows(SyntheticLadders.Accuracy(1, 12, models, seed: 3));
        BacktestRow[] after = Rows(SyntheticLadders.Accuracy(1, 12, models, seed: 3, change: (_, task, model, value) => model >= kept ? 0.9 - (0.05 * task) : value));
        Assert.NotEmpty(before);
        Assert.Equal(before.Select(Said), after.Select(Said));

        BacktestRow[] Rows(ImmutableArray<ScalingCurve> curves) => [.. Scored(curves).Rows.Where(row => row.Forecast.Target < kept)];
    }

    [Fact]
    public void Rows_WhenTheFamilyItselfChanges_UseNothingOfItsFutureBesideOtherFamilies()
    {
        BacktestRow[] before = Rows(null), after = Rows((family, _, model, value) => family == 0 && model >= 5 ? 1 - value : value);
        Assert.NotEmpty(before);
        Assert.Equal(before.Select(Said), after.Select(Said));

        BacktestRow[] Rows(Func<int, int, int, double, double>? change) =>
            [.. Scored(SyntheticLadders.Accuracy(5, 10, 8, seed: 4, change)).Rows.Where(row => row.Family == "F0" && row.Forecast.Target < 5)];
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Width_WhenOnlyTheTargetsValueChanges_StaysAsItWas(double outcome)
    {
        const int last = 7;
        BacktestRow[] before = Rows(null), after = Rows((family, _, model, value) => family == 0 && model == last ? outcome : value);
        Assert.NotEmpty(before);
        Assert.Equal(before.Select(row => (row.Centre, row.Width)), after.Select(row => (row.Centre, row.Width)));

        BacktestRow[] Rows(Func<int, int, int, double, double>? change) =>
            [.. Scored(SyntheticLadders.Accuracy(2, 8, last + 1, seed: 9, change)).Rows.Where(row => row.Family == "F0" && row.Forecast.Target == last)];
    }

    [Fact]
    public void Groups_AtAnyNumberOfThreads_AreTheSame()
    {
        ImmutableArray<ScalingCurve> curves = SyntheticLadders.Accuracy(4, 8, 8, seed: 5);
        Assert.Equal(Scored(curves, 1).Rows.Select(Said), Scored(curves, 3).Rows.Select(Said));
    }

    [Fact]
    public void Coverage_OnLaddersOfKnownTruth_IsNominal()
    {
        BacktestGroup group = Assert.Single(Scored(SyntheticLadders.Accuracy(12, 12, 8, seed: 6)).Groups());
        TestContext.Current.TestOutputHelper?.WriteLine($"{group.Next.Coverage50} {group.Next.Coverage80} {group.Next.Coverage90}");
        Assert.InRange(group.Next.Coverage80.Value, 0.75, 0.85);
        Assert.InRange(group.Next.Coverage90.Value, 0.85, 0.95);
        Assert.InRange(group.Next.Coverage50.Value, 0.43, 0.57);
        Assert.True(group.Against.Single(one => one.Name == "persistence").Gain.Lower > 0);
        Assert.Equal(group.Next.Forecasts, group.Pit.Sum());
    }

    [Fact]
    public void Against_ACandidateExactToRounding_HasNoSkill()
    {
        ImmutableArray<ScalingCurve> curves = ScalingCurves.From(
            [.. Enumerable.Range(0, 7).Select(i => SyntheticLadders.Result("F", i, Math.Pow(10, 18 + (0.5 * i)), "line", "acc", 0.1 + (0.1 * i)))], new CurveOptions());
        BacktestComparison linear = Assert.Single(Scored(curves).Groups()).Against.Single(one => one.Name == "linear");
        Assert.InRange(linear.AbsoluteError, 0, 1e-9);
        Assert.Null(linear.Skill);
    }

    [Theory]
    [InlineData(0.2, 10, true)]
    [InlineData(0.8, 10, false)]
    [InlineData(0.5, 2, false)]
    public void Contradicts80_WithOneCluster_IsJudgedByTheForecasts(double inside, int forecasts, bool contradicts)
    {
        ClusteredMean coverage = new(inside, null, null, forecasts, 1);
        BacktestFigures figures = new()
        {
            AbsoluteError = coverage,
            MedianAbsoluteError = 0,
            Crps = coverage,
            Coverage50 = coverage,
            Coverage80 = coverage,
            Coverage90 = coverage,
            MedianWidth80 = 0,
        };
        Assert.Equal(contradicts, figures.Contradicts80);
    }

    [Fact]
    public void Coverage_WhenTheTruthBreaksBeyondTheHistory_Fails()
    {
        // A case that must fail: one family falls to chance at its last model, which nothing before could tell.
        ImmutableArray<ScalingCurve> curves = SyntheticLadders.Accuracy(6, 10, 8, seed: 7, (family, _, model, value) => family == 0 && model == 7 ? 0.05 : value);
        BacktestRow[] broken = [.. Scored(curves).Rows.Where(row => row.Family == "F0" && row.Forecast.Target == 7 && row.Forecast.IsNext)];
        Assert.True(broken.Count(row => row.Covered.Eighty) <= 2, $"{broken.Count(row => row.Covered.Eighty)} of {broken.Length}");
    }

    private static Backtest Scored(ImmutableArray<ScalingCurve> curves, int threads = 2)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        return Backtest.Of(Forecaster.Learn(curves, ForecastCandidates.All, threads, cancellation), threads, cancellation);
    }

    private static (int, int, int, double, double, double, double?) Said(BacktestRow row) =>
        (row.Forecast.Series, row.Forecast.Origin, row.Forecast.Target, row.Centre, row.Width, row.Pit, row.LeavesChance);
}
