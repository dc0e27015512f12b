using CsCheck;
using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class FalseDiscoveryRateTests
{
    [Fact]
    public void Adjusted_OfFourTests_AreThoseByHand() =>
        Assert.Equal([0.04, null, 0.05333333333333334, 0.05333333333333334, 0.8], FalseDiscoveryRate.Adjust([0.01, null, 0.04, 0.03, 0.8]));

    [Fact]
    public void Adjusted_AreNeverSmallerAndKeepTheOrder() => Gen.Double[0, 1].Array[1, 20].Sample(p =>
    {
        double?[] adjusted = FalseDiscoveryRate.Adjust([.. p.Select(one => (double?)one)]);
        return p.Index().All(a => adjusted[a.Index] >= a.Item * (1 - 1e-12) && adjusted[a.Index] <= 1
            && p.Index().All(b => a.Item > b.Item || adjusted[a.Index] <= adjusted[b.Index]));
    });
}
