using Presage.Curves;

namespace Presage.Tests.Curves;

public sealed class BreakthroughnessTests
{
    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.05, 0.6 }, 37.314876, 2.143330)]
    [InlineData(new[] { 0.0, 0.1, 0.2, 0.3, 0.4 }, 4, 4)]
    [InlineData(new[] { 0.25, 0.26, 0.24, 0.25, 0.55, 0.8 }, 28, 3.200261)]
    [InlineData(new[] { 0.5, 0.4, 0.3, 0.1 }, -4, -2.828427)]
    public void Breakthroughness_OfWorkedExamples_HasTheirValues(double[] values, double breakthroughness, double linearity)
    {
        Assert.Equal(breakthroughness, Breakthroughness.Of(values)!.Value.Value, 1e-6);
        Assert.Equal(linearity, Breakthroughness.LinearityOf(values)!.Value.Value, 1e-6);
    }

    [Fact]
    public void Breakthroughness_OfFlatThenJump_IsInfiniteAndLinearityIsNot()
    {
        double[] values = [0, 0, 0, 0, 0.5];
        RiseRatio rise = Breakthroughness.Of(values)!.Value;
        Assert.True(rise.IsInfinite);
        Assert.Null(rise.Finite);
        Assert.Equal(double.PositiveInfinity, rise.Value);
        Assert.Equal(2, Breakthroughness.LinearityOf(values)!.Value.Finite!.Value, 1e-12);
    }

    [Theory]
    [InlineData(new double[0])]
    [InlineData(new[] { 0.3 })]
    [InlineData(new[] { 0.3, 0.3, 0.3 })]
    public void Breakthroughness_WithoutARise_IsUndefined(double[] values)
    {
        Assert.Null(Breakthroughness.Of(values));
        Assert.Null(Breakthroughness.LinearityOf(values));
    }

    [Fact]
    public void Breakthroughness_OfTiedExtremes_TakesTheFirst() =>
        // The first maximum, at 0, is before the first minimum, at 1, though a maximum follows it.
        Assert.True(Breakthroughness.Of([1, 0, 1, 0])!.Value.Value < 0);

    [Fact]
    public void Breakthroughness_OfNaN_Throws() =>
        Assert.Throws<ArgumentException>(() => Breakthroughness.Of([0, double.NaN]));
}
