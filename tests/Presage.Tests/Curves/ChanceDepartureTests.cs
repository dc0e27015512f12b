using Presage.Curves;

namespace Presage.Tests.Curves;

public sealed class ChanceDepartureTests
{
    [Fact]
    public void Of_CurveThatLeavesChance_NamesTheFirstRungAndItsEvidence()
    {
        ChanceDeparture departure = ChanceDeparture.Of(Curve((.25, 1000), (.26, 1000), (.33, 1000), (.6, 1000)))!;
        Assert.Equal(2, departure.FirstDistinguishable);
        Assert.Equal(.05 / 4, departure.SignificanceLevel);
        Assert.True(departure.Tests[2]!.PValue < 1e-6);
        Assert.Null(departure.Tests[2]!.SamplesNeeded);
    }

    [Fact]
    public void Of_RungJustAboveChance_SaysHowManyItemsWouldTell()
    {
        RungChanceTest test = ChanceDeparture.Of(Curve((.27, 200)))!.Tests[0]!;
        Assert.InRange(test.SamplesNeeded!.Value, 2500, 3200);
        Assert.InRange(test.UpperBound, .32, .33);
    }

    [Fact]
    public void Of_RungAtOrBelowChance_NamesNoSampleSize() =>
        Assert.Null(ChanceDeparture.Of(Curve((.2, 200)))!.Tests[0]!.SamplesNeeded);

    [Fact]
    public void Of_ClusteredItems_CountsOnlyTheIndependentOnes()
    {
        // 10,000 items that share passages: with the printed error of 0.02 they are worth 487.
        ScalingCurve curve = Assert.Single(ScalingCurves.From(
            Reported.Assemble(Reported.Result("m1", .265) with { Samples = 10_000, StandardError = .02, Chance = .25 }).Results, new CurveOptions()));
        ChanceDeparture departure = ChanceDeparture.Of(curve)!;
        Assert.Null(departure.FirstDistinguishable);
        Assert.Equal(487, departure.Tests[0]!.Samples);
        Assert.InRange(.25, curve.Points[0].Interval!.Value.Lower, curve.Points[0].Interval!.Value.Upper);
    }

    [Fact]
    public void Of_NoSampleCount_IsNull() =>
        Assert.Null(ChanceDeparture.Of(Curve((.9, null))));

    [Fact]
    public void Of_CurvesAtChance_LeaveItAtMostAtTheStatedRate()
    {
        var random = new Random(11);
        const int ladders = 2000, n = 250;
        int alarms = 0;
        for (int i = 0; i < ladders; i++)
        {
            (double, long?)[] rungs = [.. Enumerable.Range(0, 8).Select(_ =>
                ((double)Enumerable.Range(0, n).Count(_ => random.NextDouble() < .25) / n, (long?)n))];
            if (ChanceDeparture.Of(Curve(rungs))!.FirstDistinguishable is not null)
                alarms++;
        }

        // 0.05 and three binomial standard errors.
        Assert.InRange(alarms / (double)ladders, 0, .05 + 3 * Math.Sqrt(.05 * .95 / ladders));
    }

    private static ScalingCurve Curve(params (double Rate, long? Samples)[] rungs) => Assert.Single(ScalingCurves.From(
        Reported.Assemble([.. rungs.Select((rung, i) => Reported.Result($"m{i + 1}", rung.Rate) with { Samples = rung.Samples, Chance = .25 })]).Results,
        new CurveOptions()));
}
