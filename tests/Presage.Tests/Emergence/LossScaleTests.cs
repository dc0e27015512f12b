using CsCheck;
using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class LossScaleTests
{
    [Theory]
    [InlineData(VerdictLink.LogLog)]
    [InlineData(VerdictLink.Logit)]
    [InlineData(VerdictLink.Probit)]
    public void Sensitivity_IsTheSlopeOfTheScale(VerdictLink link) => Gen.Double[-3, 4].Sample(logLoss =>
    {
        const double step = 1e-5;
        double slope = Math.Abs(LossScale.At(link, logLoss + step) - LossScale.At(link, logLoss - step)) / (2 * step);
        double sensitivity = LossScale.Sensitivity(link, LossScale.At(link, logLoss));
        return Math.Abs(slope - sensitivity) < 1e-4 * slope;
    }, iter: 500);

    [Theory]
    [InlineData(VerdictLink.LogLog)]
    [InlineData(VerdictLink.Logit)]
    [InlineData(VerdictLink.Probit)]
    public void SmallerLoss_StandsHigher(VerdictLink link) =>
        Gen.Double[-3, 4].Select(Gen.Double[0.001, 1]).Sample((logLoss, less) => LossScale.At(link, logLoss - less) > LossScale.At(link, logLoss));
}
