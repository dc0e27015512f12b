using CsCheck;
using Presage.Mirages;
using Presage.Reports;
using Presage.Units;

namespace Presage.Tests.Mirages;

public sealed class MirageTests
{
    private static readonly Gen<MirageSettings> Settings =
        Gen.Select(Gen.Double[-1.5, -0.05], Gen.Int[1, 100], Gen.Int[2, 26], Gen.Int[1, 5000], (exponent, tokens, choices, items) =>
            new MirageSettings { Exponent = exponent, TargetTokens = tokens, Choices = choices, Items = items });

    // Schaeffer et al. 2023, section 2, in closed form with alpha = -0.3 at N/c = 1, 10, 100, 1,000 and 10,000: cross-entropy, p^5, 5 (1 - p).
    [Theory]
    [InlineData(1e8, 1, 0.006738, 3.160603)]
    [InlineData(1e9, 0.501187, 0.081599, 1.970945)]
    [InlineData(1e10, 0.251189, 0.284807, 1.110622)]
    [InlineData(1e11, 0.125893, 0.532878, 0.591452)]
    [InlineData(1e12, 0.063096, 0.729440, 0.305732)]
    public void Values_OfTheDefault_AreTheClosedForm(double size, double loss, double exact, double distance)
    {
        Mirage mirage = new(new MirageSettings());
        Params parameters = Params.From(size);
        Assert.Equal(loss, mirage.Value(MirageMetric.CrossEntropy, parameters), 6);
        Assert.Equal(exact, mirage.Value(MirageMetric.ExactMatch, parameters), 6);
        Assert.Equal(distance, mirage.Value(MirageMetric.TokenEditDistance, parameters), 6);
    }

    [Fact]
    public void Transition_AtItsThreeSizes_IsThatFarOnItsWay() => Settings.Sample(settings =>
    {
        Mirage mirage = new(settings);
        double worstBrier = settings.Choices / (settings.Choices - 1.0);
        foreach (MetricTransition one in mirage.Transitions.Where(one => one.Metric != MirageMetric.MultipleChoiceGrade))
        {
            foreach ((Params size, double share) in ((Params, double)[])[(one.Tenth, 0.1), (one.Half, 0.5), (one.NineTenths, 0.9)])
            {
                double value = mirage.Value(one.Metric, size);
                double gone = one.Metric switch
                {
                    MirageMetric.ExactMatch => value,
                    MirageMetric.TokenEditDistance => 1 - (value / settings.TargetTokens),
                    _ => 1 - (value / worstBrier),
                };
                Assert.Equal(share, gone, 1e-9);
            }
        }
    });

    [Fact]
    public void Width_OfExactMatch_IsThatOfOneTokenAtAnyLength() => Settings.Sample(settings =>
    {
        Mirage mirage = new(settings);
        double closed = Math.Log10(Math.Log(0.1) / Math.Log(0.9)) / -settings.Exponent;
        Assert.Equal(closed, Transition(mirage, MirageMetric.ExactMatch).Decades, 1e-9);
        Assert.Equal(closed, Transition(mirage, MirageMetric.TokenEditDistance).Decades, 1e-9);
        Assert.Equal(0, Transition(mirage, MirageMetric.MultipleChoiceGrade).Decades);
        // A target of L tokens is as far on its way as one token is at a model smaller by log10(L)/|alpha| decades.
        double shift = Math.Log10(Transition(mirage, MirageMetric.ExactMatch).Half.Count / Transition(mirage, MirageMetric.TokenEditDistance).Half.Count);
        Assert.Equal(Math.Log10(settings.TargetTokens) / -settings.Exponent, shift, 1e-9);
    });

    [Fact]
    public void Width_AtExponentOfThreeTenths_IsFourAndAHalfDecades()
    {
        Mirage mirage = new(new MirageSettings());
        // log10(2.302585/0.1053605)/0.3, and the Brier score's log10(ln(1 - sqrt .9)/ln(1 - sqrt .1)) counterpart.
        Assert.Equal(4.4651, Transition(mirage, MirageMetric.ExactMatch).Decades, 4);
        Assert.Equal(Math.Log10(Math.Log(1 - Math.Sqrt(0.9)) / Math.Log(1 - Math.Sqrt(0.1))) / 0.3, Transition(mirage, MirageMetric.BrierScore).Decades, 9);
    }

    [Fact]
    public void LinearMetrics_OverTheLadder_MoveEarlierThanExactMatchIsSeen() => Settings.Where(settings => settings.TargetTokens > 1).Sample(settings =>
    {
        Mirage mirage = new(settings);
        return Transition(mirage, MirageMetric.TokenEditDistance).Half.Count < Transition(mirage, MirageMetric.ExactMatch).Half.Count
            && Mirage.Sizes.Zip(Mirage.Sizes.Skip(1)).All(pair =>
                mirage.Value(MirageMetric.TokenEditDistance, pair.Second) <= mirage.Value(MirageMetric.TokenEditDistance, pair.First)
                && mirage.Value(MirageMetric.BrierScore, pair.Second) <= mirage.Value(MirageMetric.BrierScore, pair.First));
    });

    // The exact one-sided limits where nothing succeeded: 1 - 0.05^(1/n).
    [Theory]
    [InlineData(1, 0.95)]
    [InlineData(50, 0.058155)]
    [InlineData(1000, 0.002991)]
    public void SmallestVisibleRate_OfItems_IsTheRuleOfThree(int items, double rate) =>
        Assert.Equal(rate, new Mirage(new MirageSettings { Items = items }).SmallestVisibleRate, 6);

    [Fact]
    public void SmallestVisibleRate_AtTheSizeThatReachesIt_IsExactMatchThere() => Settings.Sample(settings =>
    {
        Mirage mirage = new(settings);
        Assert.Equal(mirage.SmallestVisibleRate, mirage.Value(MirageMetric.ExactMatch, mirage.VisibleFrom), mirage.SmallestVisibleRate * 1e-9);
        Assert.True(mirage.VisibleFromOnMore.Count < mirage.VisibleFrom.Count);
    });

    [Fact]
    public void Counts_OfOneDraw_GrowWithItemsAndFollowTheRate() => Settings.Sample(settings =>
    {
        Mirage mirage = new(settings);
        Assert.Equal(Mirage.Sizes.Length, mirage.Tested.Length);
        foreach ((MirageRung few, MirageRung many) in mirage.Tested.Zip(mirage.TestedOnMore))
        {
            Assert.InRange(few.Successes, 0, few.Items);
            Assert.True(many.Successes >= few.Successes);
            Assert.True(few.Interval.Lower <= (double)few.Successes / few.Items && few.Interval.Upper >= (double)few.Successes / few.Items);
            double spread = Math.Sqrt(many.Items * many.ExactMatch * (1 - many.ExactMatch));
            Assert.InRange(many.Successes, (many.Items * many.ExactMatch) - (6 * spread) - 6, (many.Items * many.ExactMatch) + (6 * spread) + 6);
        }
    });

    [Fact]
    public void Sentence_OfTheDefault_SaysWhatFewItemsHide() => Assert.Equal(
        "With 50 items, no model below 300M parameters gets an answer right; with 5,000, models from 30M on do. "
        + "Nothing sudden happens inside: the 100M model, which scores 0, has 37 % of its tokens right.",
        MirageText.Sentence(new Mirage(new MirageSettings())));

    [Theory]
    [InlineData(-1.51)]
    [InlineData(-0.04)]
    [InlineData(0.3)]
    [InlineData(double.NaN)]
    public void Exponent_OutsideItsRange_Throws(double exponent) => Assert.Throws<ArgumentOutOfRangeException>(() => new MirageSettings { Exponent = exponent });

    [Fact]
    public void Settings_OutsideTheirRanges_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirageSettings { TargetTokens = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirageSettings { TargetTokens = 101 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirageSettings { Choices = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new MirageSettings { Items = 0 });
    }

    private static MetricTransition Transition(Mirage mirage, MirageMetric metric) => mirage.Transitions.Single(one => one.Metric == metric);
}
