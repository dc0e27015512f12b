using System.Collections.Immutable;
using Presage.Laws;

namespace Presage.Tests.Laws;

public sealed class TransitionTests
{
    // Addition of three digits, twelve sizes: log10 of compute, and the means of three seeds.
    private static readonly ImmutableArray<double> Compute =
        [.. new[] { 1.9e8, 1.3e9, 3.8e9, 8.3e9, 1.5e10, 2.3e10, 3.5e10, 5.0e10, 9.1e10, 1.5e11, 3.5e11, 1.2e12 }.Select(Math.Log10)];

    [Theory]
    [InlineData(2.11, new[] { 2.28, 1.81, 1.63, 1.41, 1.25, .80, .32, .28, .16, .087, .053, .009 })]
    [InlineData(1.83, new[] { 3.20, 2.83, 2.49, 2.17, 1.93, 1.27, .52, .44, .23, .12, .07, .01 })]
    [InlineData(1.87, new[] { .20, .30, .38, .46, .52, .68, .88, .89, .95, .97, .98, 1.00 })]
    [InlineData(.97, new[] { .000, .001, .008, .03, .07, .25, .57, .63, .80, .89, .93, .99 })]
    public void Width_OfAPublishedLadder_IsThePublishedOne(double published, double[] scores) =>
        Assert.Equal(published, new MonotoneCurve(Compute.AsSpan(), scores).Width()!.Value, .03);

    [Fact]
    public void Curve_OutOfOrder_IsPooled()
    {
        MonotoneCurve curve = new([0, 1, 2, 3], [0, .6, .4, 1]);
        Assert.Equal([0, .5, .5, 1], curve.Values, (left, right) => Math.Abs(left - right) < 1e-12);
        Assert.Equal(.5, curve.Crossing(.25)!.Value, 1e-12);
        Assert.Equal(1, curve.Crossing(.5)!.Value, 1e-12);
        Assert.Equal(2.8, curve.Crossing(.9)!.Value, 1e-12);
        Assert.Equal(2.6, curve.Width()!.Value, 1e-12);
        Assert.Null(curve.Crossing(1.1));
        Assert.Null(curve.Crossing(-.1));
        Assert.Null(new MonotoneCurve([0, 1], [2, 2]).Width());
    }

    [Fact]
    public void Curve_Mirrored_HasTheSameWidth()
    {
        double[] scores = [.1, .3, .2, .8, .9];
        double[] falling = [.. scores.Select(score => 1 - score)];
        MonotoneCurve up = new([0, 1, 2, 3, 4], scores), down = new([0, 1, 2, 3, 4], falling);
        Assert.True(up.Rises);
        Assert.False(down.Rises);
        Assert.Equal(up.Width()!.Value, down.Width()!.Value, 1e-12);
    }

    [Theory]
    [InlineData(new[] { 1.0 }, new[] { 1.0 })]
    [InlineData(new[] { 1.0, 1.0 }, new[] { 1.0, 2.0 })]
    [InlineData(new[] { 1.0, 2.0 }, new[] { 1.0 })]
    public void Curve_WithoutALadder_Throws(double[] positions, double[] scores) =>
        Assert.Throws<ArgumentException>(() => new MonotoneCurve(positions, scores));

    [Fact]
    public void Interval_OfOneSeedPerRung_IsUnknown()
    {
        Transition transition = new([0, 1, 2], [[0.0], [.5], [1.0]]);
        Assert.Equal(1.6, transition.Width.Value!.Value, 1e-12);
        Assert.Null(transition.Width.Lower);
        Assert.Null(transition.Threshold(2).Value);
    }

    [Fact]
    public void Intervals_OfManyLadders_HoldTheTrueHalfwayAndWidth()
    {
        // A logistic curve in log compute whose place differs by seed; its width is 2 ln 9 / slope between its ends, and the ends are 0 and 1 to 1e-4.
        const int ladders = 200, seeds = 3, rungs = 13;
        ImmutableArray<double> positions = [.. Enumerable.Range(0, rungs).Select(i => (double)i)];
        double truth = new MonotoneCurve(positions.AsSpan(), [.. positions.Select(x => Score(x, 0))]).Crossing(.5)!.Value;
        int held = 0, narrow = 0;
        for (int ladder = 0; ladder < ladders; ladder++)
        {
            var random = new SplitMix64(ladder, 0);
            ImmutableArray<ImmutableArray<double>> runs = [.. positions.Select(x => Enumerable.Range(0, seeds).Select(_ => Score(x, .6 * (random.Uniform() + random.Uniform() - 1))).ToImmutableArray())];
            TransitionEstimate halfway = new Transition(positions, runs, 400).Threshold(.5);
            held += halfway.Lower <= truth && truth <= halfway.Upper ? 1 : 0;
            narrow += halfway.Upper - halfway.Lower < 1 ? 1 : 0;
        }

        // Nominally 95 %; with three seeds at the few rungs that matter, fewer are reached.
        Assert.InRange(held, .80 * ladders, ladders);
        Assert.True(narrow > .9 * ladders);

        static double Score(double x, double shift) => 1 / (1 + Math.Exp(-2 * (x + shift - 6)));
    }

    [Fact]
    public void Difference_OfTwoScoresOfTheSameRuns_IsNarrowerThanEither()
    {
        var random = new SplitMix64(3, 0);
        ImmutableArray<double> positions = [.. Enumerable.Range(0, 9).Select(i => (double)i)];
        ImmutableArray<ImmutableArray<double>> first =
            [.. positions.Select(x => Enumerable.Range(0, 3).Select(_ => 1 / (1 + Math.Exp(-(x + random.Uniform() - 4)))).ToImmutableArray())];
        ImmutableArray<ImmutableArray<double>> second = [.. first.Select(rung => rung.Select(score => score * score).ToImmutableArray())];
        TransitionEstimate one = new Transition(positions, first).Width, two = new Transition(positions, second).Width, difference = two.Less(one);

        Assert.Equal(two.Value!.Value - one.Value!.Value, difference.Value!.Value, 1e-12);
        Assert.True(difference.Upper < 0);
        Assert.Equal(one.Draws, new Transition(positions, first).Width.Draws);
        Assert.NotEqual(one.Draws, new Transition(positions, first, seed: 2).Width.Draws);
    }
}
