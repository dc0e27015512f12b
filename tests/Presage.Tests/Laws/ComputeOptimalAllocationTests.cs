using CsCheck;
using Presage.Laws;
using Presage.Units;

namespace Presage.Tests.Laws;

public sealed class ComputeOptimalAllocationTests
{
    private static ComputeOptimalAllocation At(ChinchillaLaw law, double budget) =>
        ComputeOptimalAllocation.For(law, Flops.From(budget)) ?? throw new Xunit.Sdk.XunitException("No optimum.");

    [Fact]
    public void For_ThePublishedLaws_GivesTheirTokensPerParameter()
    {
        // Chinchilla's own budget: 92.65 from the printed estimates of Hoffmann et al. (2022), 18.39 from those of Besiroglu et al. (2024).
        Assert.Equal(92.65, At(ChinchillaLaw.Hoffmann2022Rounded, 5.76e23).TokensPerParameter, 0.005);
        Assert.Equal(18.39, At(new ChinchillaLaw(1.8169, 482.01, 0.3478, 2085.43, 0.3658), 5.76e23).TokensPerParameter, 0.005);
    }

    [Fact]
    public void For_AnyLaw_IsTheLeastLossOfTheBudget() =>
        Gen.Select(Gen.Double[1, 3], Gen.Double[100, 1000], Gen.Double[0.2, 0.6], Gen.Double[100, 5000], Gen.Double[0.2, 0.6], Gen.Double[19, 26])
            .Sample((irreducible, a, alpha, b, beta, exponent) =>
            {
                ChinchillaLaw law = new(irreducible, a, alpha, b, beta);
                double budget = Math.Pow(10, exponent);
                ComputeOptimalAllocation best = At(law, budget);
                Assert.Equal(budget, 6 * best.Parameters.Count * best.Tokens.Count, 1e-9 * budget);
                Assert.Equal(best.Tokens.Count / best.Parameters.Count, best.TokensPerParameter);
                foreach (double factor in new[] { 0.5, 0.99, 1.01, 2 })
                    Assert.True(law.LossAt(Params.From(best.Parameters.Count * factor), Tokens.From(best.Tokens.Count / factor)).Count >= best.Loss.Count);
                double growth = Math.Log(At(law, 10 * budget).Parameters.Count / best.Parameters.Count) / Math.Log(10);
                Assert.Equal(ComputeOptimalAllocation.SizeExponent(law)!.Value, growth, 1e-9);
            });

    [Fact]
    public void For_ALawWithoutAnOptimum_IsNull()
    {
        Assert.Null(ComputeOptimalAllocation.For(new ChinchillaLaw(1, 1, 0, 1, 0.3), Flops.From(1e20)));
        Assert.Null(ComputeOptimalAllocation.For(new ChinchillaLaw(1, 1, 0.3, 1, -0.1), Flops.From(1e20)));
        Assert.Null(ComputeOptimalAllocation.SizeExponent(new ChinchillaLaw(1, 1, 0.3, 1, -0.1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComputeOptimalAllocation.For(ChinchillaLaw.Hoffmann2022, Flops.From(0)));
    }
}
