using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Models;
using Presage.Units;

namespace Presage.Tests.Curves;

public sealed class ScalingCurvesTests
{
    [Fact]
    public void From_FinishedModels_IsOneCurveOrderedByCompute()
    {
        ScalingCurve curve = Assert.Single(Curves([Reported.Result("m30", .9), Reported.Result("m1", .2), Reported.Result("m10", .5)]));
        Assert.Equal(CurveOver.Sizes, curve.Over);
        Assert.Equal(ScaleAxis.TrainingCompute, curve.Axis);
        Assert.Equal([.2, .5, .9], curve.Points.Select(point => point.Value));
        Assert.Equal(6 * 1e8 * 3e11, curve.Points[0].At(ScaleAxis.TrainingCompute));
    }

    [Fact]
    public void From_Checkpoints_ComparesSizesAtTheLastCommonStep()
    {
        ImmutableArray<ScalingCurve> curves = Curves(
        [
            At("m1", 1000, .1), At("m1", 2000, .2), At("m1", 3000, .3),
            At("m2", 1000, .4), At("m2", 2000, .5),
        ]);
        ScalingCurve sizes = Assert.Single(curves, curve => curve.Over == CurveOver.Sizes);
        Assert.Equal(2000, sizes.Step);
        Assert.Equal([.2, .5], sizes.Points.Select(point => point.Value));
        Assert.Equal(["m1", "m2"], curves.Where(curve => curve.Over == CurveOver.Checkpoints).Select(curve => curve.Model));
    }

    [Fact]
    public void From_StepGiven_ComparesSizesThere()
    {
        ScalingCurve sizes = Assert.Single(
            Curves([At("m1", 1000, .1), At("m1", 2000, .2), At("m2", 1000, .4), At("m2", 2000, .5)], new CurveOptions { OverCheckpoints = false, Step = 1000 }));
        Assert.Equal([.1, .4], sizes.Points.Select(point => point.Value));
    }

    [Fact]
    public void From_NoCommonStep_TakesEachModelsLast()
    {
        ScalingCurve sizes = Assert.Single(
            Curves([At("m1", 1000, .1), At("m1", 1500, .2), At("m2", 2000, .4), At("m2", 2500, .5)]), curve => curve.Over == CurveOver.Sizes);
        Assert.Null(sizes.Step);
        Assert.Equal([.2, .5], sizes.Points.Select(point => point.Value));
    }

    [Fact]
    public void From_StepsOfDifferentSize_AreNotTakenForOnePointInTraining()
    {
        ReportedResult Twice(long step, double value) => At("m2", step, value) with
        {
            Facts = new ModelFacts { Family = "Test", NonEmbeddingParameters = Params.From(2e8), TokensPerStep = Tokens.From(4e6) },
        };
        ScalingCurve sizes = Assert.Single(
            Curves([At("m1", 0, .1), At("m1", 1000, .2), At("m1", 2000, .3), Twice(0, .1), Twice(1000, .4)]), curve => curve.Over == CurveOver.Sizes);
        Assert.Null(sizes.Step);
        Assert.Equal([.3, .4], sizes.Points.Select(point => point.Value));
    }

    [Fact]
    public void From_UntrainedCheckpoint_ComesFirstAndHasNoPlaceOnALogAxis()
    {
        ScalingCurve curve = Assert.Single(Curves([At("m1", 1000, .2), At("m1", 2000, .3), At("m1", 0, .1)]), one => one.Over == CurveOver.Checkpoints);
        Assert.Equal([.1, .2, .3], curve.Points.Select(point => point.Value));
        Assert.Null(curve.Points[0].At(ScaleAxis.TrainingCompute));
        Assert.Equal((.2, .3), (curve.Ends!.Value.First.Value, curve.Ends.Value.Last.Value));
    }

    [Theory]
    [InlineData(ScaleAxis.Parameters)]
    [InlineData(ScaleAxis.Loss)]
    public void From_AxisThatCannotOrderCheckpoints_KeepsThemInOrderOfTraining(ScaleAxis axis)
    {
        ScalingCurve curve = Assert.Single(
            Curves([At("m1", 3000, .3), At("m1", 1000, .1), At("m1", 2000, .2)], new CurveOptions { Axis = axis }), one => one.Over == CurveOver.Checkpoints);
        Assert.Equal([.1, .2, .3], curve.Points.Select(point => point.Value));
    }

    [Fact]
    public void From_LoneResult_IsACurveOfOnePoint() =>
        Assert.Single(Assert.Single(Curves([Reported.Result("m1", .5)])).Points);

    [Fact]
    public void From_DifferentChanceLevels_ClaimsNone()
    {
        ScalingCurve curve = Assert.Single(Curves([Reported.Result("m1", .5) with { Chance = .25 }, Reported.Result("m2", .5) with { Chance = .2 }]));
        Assert.Null(curve.Chance);
    }

    [Fact]
    public void From_ClusteredStandardError_WidensTheInterval()
    {
        ScalingCurve curve = Assert.Single(Curves(
        [
            Reported.Result("m1", .5) with { Samples = 1000 },
            Reported.Result("m2", .5) with { Samples = 1000, StandardError = .05 },
        ]));
        Assert.InRange(curve.Points[0].Interval!.Value.Upper, .53, .532);
        Assert.InRange(curve.Points[1].Interval!.Value.Upper, .59, .6);
    }

    [Fact]
    public void From_NoSampleCountAndNoError_HasNoInterval() =>
        Assert.Null(Assert.Single(Curves([Reported.Result("m1", .5)])).Points[0].Interval);

    [Fact]
    public void From_ContinuousMetric_HasANormalInterval()
    {
        ScalingCurve curve = Assert.Single(Curves([Reported.Result("m1", 3, task: "wikitext", metric: "bits_per_byte") with { StandardError = .1 }]));
        Assert.Equal(3 + 1.96 * .1, curve.Points[0].Interval!.Value.Upper, 4);
    }

    private static ReportedResult At(string model, long step, double value) => Reported.Result(model, value) with
    {
        Step = step,
        Facts = new ModelFacts { Family = "Test", NonEmbeddingParameters = Params.From(model == "m1" ? 1e8 : 2e8), TokensPerStep = Tokens.From(2e6) },
    };

    private static ImmutableArray<ScalingCurve> Curves(ReportedResult[] results, CurveOptions? options = null) =>
        ScalingCurves.From(Reported.Assemble(results).Results, options ?? new CurveOptions());
}
