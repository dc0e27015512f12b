using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Forecasts;
using Presage.Reports;
using Presage.Tests.Forecasts;

namespace Presage.Tests.Reports;

public sealed class ForecastObservationTests
{
    [Fact]
    public void ObservedTarget_AmongCheckpointsOfTheNamedModel_IsTheOneNearestToTheTarget()
    {
        ScalingCurve curve = Assert.Single(SyntheticLadders.Checkpoints(1e9, [1e9, 3e9, 1e10, 1.02e10, 3e10]));
        Assert.Equal(1.02e10, ObservedTarget.In(curve, "m", 3e9, 1.03e10)!.At(ScaleAxis.Tokens));
        Assert.Null(ObservedTarget.In(curve, "m", 3e9, 2e10));
        Assert.Null(ObservedTarget.In(curve, "m", 1e10, 1e10 * 0.99) is { } point && point.At(ScaleAxis.Tokens) <= 1e10 ? point : null);
        Assert.Null(ObservedTarget.In(curve, "other", 3e9, 1e10));
    }

    [Fact]
    public void FirstToJump_OfSeveralMetrics_NamesTheFirstAndThoseAlreadyAbove()
    {
        ImmutableArray<TaskResult> results =
        [
            .. from metric in new[] { "acc", "acc_norm" }
               from i in Enumerable.Range(0, 6)
               select SyntheticLadders.Result("F", i, Math.Pow(10, 18 + (0.5 * i)), "hard", metric, metric == "acc" ? 0.25 + (0.008 * i) : 0.3 + (0.1 * i))
                   with { Samples = 500, Chance = 0.25 },
        ];
        ForecastReport report = ForecastReport.Build([], ScalingCurves.From(results, new CurveOptions()), new ForecastQuery(), TestContext.Current.CancellationToken);
        FirstToJump jump = Assert.Single(FirstToJump.Of(report.Series));
        Assert.Equal("acc", jump.First.Curve.MetricName);
        Assert.Equal(["acc_norm"], jump.AlreadyAbove);
        Assert.Empty(jump.Later);
    }
}
