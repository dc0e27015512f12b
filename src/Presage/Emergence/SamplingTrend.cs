using MathNet.Numerics.Distributions;

namespace Presage.Emergence;

/// <summary>Whether success rates follow scale at all if models differed by the sampling of items alone (Cochran 1954; Armitage 1955).</summary>
/// <remarks>
/// Models differ by more than that, so this is no evidence of a trend. It tells apart two ways of finding none: rates that are the same as far as the items can show, and rates that differ, but by no
/// more than models of one size might.
/// </remarks>
internal static class SamplingTrend
{
    /// <summary>Two-sided p-value, by the normal approximation.</summary>
    /// <param name="raw">The counts.</param>
    /// <param name="positions">Shape [models].</param>
    public static double PValue(SuccessCounts raw, IReadOnlyList<double> positions)
    {
        double samples = raw.Samples.Sum(), rate = raw.Successes.Sum() / samples, centre = 0, along = 0, spread = 0;
        for (int i = 0; i < positions.Count; i++)
            centre += raw.Samples[i] * positions[i] / samples;
        for (int i = 0; i < positions.Count; i++)
        {
            double x = positions[i] - centre;
            along += x * (raw.Successes[i] - (raw.Samples[i] * rate));
            spread += raw.Samples[i] * x * x;
        }

        double error = Math.Sqrt(rate * (1 - rate) * spread);
        return error > 0 ? 2 * Normal.CDF(0, 1, -Math.Abs(along / error)) : 1;
    }
}
