using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class CountFitTests
{
    private static readonly double[] Positions = [.. Enumerable.Range(0, 12).Select(i => 4.0 * i / 11)];

    private static SuccessCounts Expected(Func<double, double> rate, double chance = 0) =>
        new([.. Positions.Select(x => (long)Math.Round(1000 * rate(x)))], [.. Positions.Select(_ => 1000L)], chance);

    [Theory]
    [InlineData(0)]
    [InlineData(0.25)]
    public void SmoothLaw_ReproducesItsOwnCurve(double chance)
    {
        SuccessCounts raw = Expected(x => chance + ((1 - chance) * Math.Exp(-Math.Exp(2.48 - (0.71 * x)))), chance);
        CountFit? fit = CountFit.Create(raw, Positions, VerdictLink.LogLog, 0.05, 0, false);
        Assert.NotNull(fit);
        Assert.Equal(0.05, fit.Noise, 1e-9);
        Assert.True(fit.Test(new DrawPlan(299, 0.1)).PValue > 0.1);
    }

    [Theory]
    [InlineData(VerdictLink.LogLog)]
    [InlineData(VerdictLink.Logit)]
    [InlineData(VerdictLink.Probit)]
    public void SmoothLaw_DoesNotReproduceALevelJump(VerdictLink link)
    {
        CountFit? fit = CountFit.Create(Expected(x => x < 2 ? 0.01 : 0.5 + (0.05 * x)), Positions, link, 0.05, 0, mayLevel: true);
        Assert.True(fit is null || fit.Test(new DrawPlan(299, 0.05)).PValue <= 0.05);
    }

    [Fact]
    public void NoSuccesses_HaveNoLaw() => Assert.Null(CountFit.Create(Expected(_ => 0), Positions, VerdictLink.LogLog, 0.05, 0, false));
}
