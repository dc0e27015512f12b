using Presage.Units;

namespace Presage.Tests.Units;

public sealed class UnitTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void From_ImpossibleAmount_Throws(double count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Flops.From(count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Params.From(count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tokens.From(count));
        Assert.Throws<ArgumentOutOfRangeException>(() => Nats.From(count));
    }

    [Fact]
    public void Default_IsZero()
    {
        Assert.Equal(Flops.From(0), default);
        Assert.Equal(0, default(Tokens).Count);
    }
}
