using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class CounterRandomTests
{
    [Theory]
    [InlineData(1000, 0.001)]
    [InlineData(1000, 0.3)]
    [InlineData(10_000, 0.97)]
    [InlineData(3, 0.5)]
    public void Binomial_HasItsMeanAndVariance(long samples, double probability)
    {
        CounterRandom random = new(1, 2, 3);
        const int draws = 20_000;
        double sum = 0, squares = 0, mean = samples * probability, variance = mean * (1 - probability);
        for (int i = 0; i < draws; i++)
        {
            double off = random.Binomial(samples, probability) - mean;
            (sum, squares) = (sum + off, squares + (off * off));
        }

        Assert.InRange(sum / draws, -5 * Math.Sqrt(variance / draws), 5 * Math.Sqrt(variance / draws));
        Assert.InRange(squares / draws / variance, 0.93, 1.07);
    }

    [Fact]
    public void Binomial_AtTheEdges_IsCertain()
    {
        CounterRandom random = new(1, 2, 3);
        Assert.Equal((0, 7), (random.Binomial(7, 0), random.Binomial(7, 1)));
    }

    [Fact]
    public void Numbers_OfOneStream_AreThoseOfAnyOtherRun()
    {
        CounterRandom one = new(1, 2, 3), same = new(1, 2, 3), next = new(1, 2, 4);
        Assert.Equal(one.Uniform(), same.Uniform());
        Assert.NotEqual(one.Uniform(), next.Uniform());
    }
}
