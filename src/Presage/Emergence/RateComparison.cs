using MathNet.Numerics;

namespace Presage.Emergence;

/// <summary>Whether one model's success rate is above another's by more than the sampling of items (Fisher's exact test).</summary>
internal static class RateComparison
{
    /// <summary>One-sided p-value: the chance of at least so many of all successes in the second model, were they spread by lot.</summary>
    /// <remarks>Items are taken as independent between the two models, which is conservative where they are the same items.</remarks>
    public static double PValue(SuccessCounts raw, int low, int high)
    {
        long successes = raw.Successes[low] + raw.Successes[high], samples = raw.Samples[low] + raw.Samples[high];
        double sum = 0, whole = Choose(samples, successes);
        for (long k = raw.Successes[high]; k <= Math.Min(successes, raw.Samples[high]); k++)
        {
            double term = Math.Exp(Choose(raw.Samples[high], k) + Choose(raw.Samples[low], successes - k) - whole);
            sum += term;
            if (term <= 1e-17 * sum)
                break;
        }

        return Math.Min(1, sum);
    }

    private static double Choose(double n, double k) =>
        SpecialFunctions.GammaLn(n + 1) - SpecialFunctions.GammaLn(k + 1) - SpecialFunctions.GammaLn(n - k + 1);
}
