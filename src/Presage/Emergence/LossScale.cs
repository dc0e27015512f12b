using MathNet.Numerics.Distributions;

namespace Presage.Emergence;

/// <summary>The mean loss of the right answer on the scale of a link, with p = exp(-loss): larger is better.</summary>
internal static class LossScale
{
    /// <summary>The link scale of a log loss.</summary>
    public static double At(VerdictLink link, double logLoss)
    {
        double loss = Math.Exp(logLoss);
        return link switch
        {
            VerdictLink.LogLog => -logLoss,
            VerdictLink.Logit => loss > 30 ? -loss : -Math.Log(Math.Exp(loss) - 1),
            VerdictLink.Probit => Normal.InvCDF(0, 1, Math.Exp(-Math.Min(loss, 600))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>How much the link scale moves with the log loss, in absolute value, at a place on the link scale.</summary>
    public static double Sensitivity(VerdictLink link, double value)
    {
        switch (link)
        {
            case VerdictLink.LogLog:
                return 1;
            case VerdictLink.Logit:
                double loss = value < -30 ? -value : Math.Log(1 + Math.Exp(-value));
                return loss < 1e-8 ? 1 : loss / (1 - Math.Exp(-loss));
            case VerdictLink.Probit:
                double clamped = Math.Clamp(value, -30, 7);
                double p = Normal.CDF(0, 1, clamped);
                return -Math.Log(p) * p / Normal.PDF(0, 1, clamped);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
