using System.Collections.Immutable;
using Presage.Curves;
using Presage.Forecasts;
using Presage.Units;

namespace Presage.Tests.Forecasts;

/// <summary>The bars that the forecaster must clear on public data (docs/decisions/0007), with the figures printed.</summary>
public sealed class PublicLadderForecastTests
{
    [Fact]
    public void ObsScaling_NextModelForecasts_AreNoWorseThanTheEqualMean()
    {
        BacktestGroup group = Assert.Single(ForecastSet.Of(PublicLadders.ObsScaling(), new ForecastQuery(), TestContext.Current.CancellationToken).Backtest);
        BacktestComparison linear = Against(group, "linear"), equalMean = Against(group, "equalMean"), persistence = Against(group, "persistence");
        Print($"ObsScaling: {group.Next}\n{linear}\n{equalMean}\n{persistence}");
        foreach (BacktestSlice family in group.Families)
            Print($"{family.Name}: {family.Figures.Forecasts} forecasts, MAE {family.Figures.AbsoluteError.Value:F4}, inside 80 %: {family.Figures.Coverage80.Value:P0}");

        // The protocol: 151 forecasts of the next model, 6 families, 14 tasks; the linear candidate alone reaches .0364.
        Assert.Equal(151, group.Next.Forecasts);
        Assert.Equal(6, group.Families.Length);
        Assert.Equal(.0364, linear.AbsoluteError, 2e-4);
        Assert.Equal(.0459, persistence.AbsoluteError, 1e-4);

        Assert.True(group.Next.AbsoluteError.Value <= .0364, $"{group.Next.AbsoluteError.Value}");
        Assert.True(equalMean.Gain.Upper >= 0, $"{equalMean.Gain}");
        Assert.True(persistence.Gain.Lower > 0, $"{persistence.Gain}");
        Assert.False(group.Next.Contradicts80);
        Assert.InRange(.9, group.Next.Coverage90.Lower!.Value, group.Next.Coverage90.Upper!.Value);
        Assert.InRange(.5, group.Next.Coverage50.Lower!.Value, group.Next.Coverage50.Upper!.Value);
    }

    [Fact]
    public void ObsScaling_ThePublishedEqualMean_IsReproducedAndBeaten()
    {
        // Persistence, linear, logit, and a power law of the error, with known chance, shares kept from 1e-4 to 1 - 1e-4, clipped to [0, 1]: .0408.
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        ImmutableArray<ScalingCurve> curves = PublicLadders.ObsScaling();
        Backtest backtest = Backtest.Of(Forecaster.Learn(curves, ForecastCandidates.All, 2, cancellation), 2, cancellation);
        BacktestRow[] rows = [.. backtest.Rows.Where(row => row.Forecast.IsNext)];
        (string Family, double Gain)[] gains =
        [
            .. rows.Select(row => (row.Family, Math.Abs(row.Forecast.Observed - ReferenceMean(curves[row.Forecast.Series], row.Forecast)) - row.Error)),
        ];
        double reference = rows.Average(row => Math.Abs(row.Forecast.Observed - ReferenceMean(curves[row.Forecast.Series], row.Forecast)));
        ClusteredMean gain = ClusteredMean.Of(gains);
        Print($"reference equal mean {reference:F4}, ours {rows.Average(row => row.Error):F4}, gain {gain}");
        Assert.Equal(.0408, reference, 1e-4);
        Assert.True(gain.Value > 0);
    }

    [Fact]
    public void BigG_FittedTo8bWithout27b_Predicts128bBetterThanPersistenceAndTheEqualMean()
    {
        ImmutableArray<ScalingCurve> whole = PublicLadders.BigG(12);
        ForecastQuery query = new() { Parameters = Params.From(137440272384), Origin = 1e10, Samples = 1024 };
        ForecastSet set = ForecastSet.Of(whole, query, TestContext.Current.CancellationToken);
        double own = 0, persistence = 0;
        int inside = 0;
        for (int i = 0; i < whole.Length; i++)
        {
            double observed = whole[i].Points[^1].Value;
            TargetForecast target = Assert.Single(set.Series[i].Targets);
            own += Math.Abs(observed - target.Candidates.Sum(candidate => candidate.Weight * (candidate.Value ?? 0))) / whole.Length;
            persistence += Math.Abs(observed - whole[i].Points[9].Value) / whole.Length;
            inside += target.NewRun.Covers(.8, observed) ? 1 : 0;
        }

        Print($"BIG-G 128b: ours {own:F4}, persistence {persistence:F4}, {inside} of {whole.Length} inside the 80 % interval");
        Assert.Equal(43, whole.Length);
        Assert.Equal(.0705, persistence, 1e-4);
        Assert.True(own <= .0681, $"{own}");
        // Two-sided 95 % binomial limits about 0.8 of 43.
        Assert.InRange(inside, 29, 39);
    }

    [Fact]
    public void BuiltInResiduals_AreTheErrorsOnBigGUpTo8b()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Forecaster forecaster = Forecaster.Learn(PublicLadders.BigG(10), ForecastCandidates.All, 2, cancellation);
        ScorePool pool = Assert.Single(forecaster.Pools).Value;
        double[] sizes =
        [
            .. forecaster.Rolling.SelectMany(series => series).Select(one =>
            {
                CombinedPrediction combined = pool.Weights("BIG-G", one.OriginPosition, one.Gap).Combine(one.Candidates);
                return Math.Abs(one.Observed - combined.Centre) / combined.RunScale(one.Candidates, one.TargetSamples);
            }).Order(),
        ];
        double[] quantiles = [.. Enumerable.Range(0, 40).Select(i => Math.Round(sizes[(int)((i + 0.5) / 40 * sizes.Length)], 2))];
        BacktestGroup group = Assert.Single(Backtest.Of(forecaster, 2, cancellation).Groups());
        Print($"{sizes.Length} errors: {string.Join(", ", quantiles)}\nnext: {group.Next}\nfloor: {group.Floor}");
        Assert.Equal(731, sizes.Length);
        Assert.All(quantiles.Zip(BuiltInResiduals.Sizes), pair => Assert.Equal(pair.First, pair.Second, 0.011));
    }

    private static double ReferenceMean(ScalingCurve curve, RollingForecast forecast)
    {
        const double margin = 1e-4;
        CurvePoint[] history = [.. curve.Points.Take(forecast.Origin)];
        double chance = curve.Chance ?? 0, target = forecast.TargetPosition;
        double[] x = [.. history.Select(point => point.Position(curve.Axis)!.Value)], y = [.. history.Select(point => point.Value)];
        double[] shares = [.. y.Select(value => Math.Clamp((value - chance) / (1 - chance), margin, 1 - margin))];
        double logit = Line(x, [.. shares.Select(share => Math.Log(share / (1 - share)))], target);
        double error = Line(x, [.. shares.Select(share => Math.Log(1 - share))], target);
        double[] four =
        [
            y[^1],
            Math.Clamp(Line(x, y, target), 0, 1),
            chance + ((1 - chance) / (1 + Math.Exp(-logit))),
            Math.Clamp(chance + ((1 - chance) * (1 - Math.Exp(error))), 0, 1),
        ];
        return four.Average();
    }

    private static double Line(double[] x, double[] y, double at)
    {
        double meanX = x.Average(), meanY = y.Average();
        double slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
        return meanY + (slope * (at - meanX));
    }

    private static BacktestComparison Against(BacktestGroup group, string name) => group.Against.Single(one => one.Name == name);

    private static void Print(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
