using MathNet.Numerics.Distributions;

namespace Presage.Emergence;

/// <summary>Whether a metric follows scale at all if models differed by the sampling of items alone, without the noise between runs that the floor stands for.</summary>
/// <remarks>
/// Models differ by more than that, so this is no evidence of a trend. It tells apart two ways of finding none: rates that are the same as far as the items can show, and rates that differ, but by no
/// more than models of one size might.
/// </remarks>
internal static class SamplingTrend
{
    /// <summary>Of success counts: two-sided p-value by the normal approximation (Cochran 1954; Armitage 1955).</summary>
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

    /// <summary>Of losses: two-sided p-value of the straight trend of the log loss against its own scatter; 1 below four models.</summary>
    /// <param name="continuous">The losses.</param>
    /// <param name="positions">Shape [models].</param>
    public static double PValue(ContinuousScores continuous, IReadOnlyList<double> positions)
    {
        int models = positions.Count;
        if (models < 4)
            return 1;
        double centre = positions.Average(), mean = continuous.Losses.Average(Math.Log), along = 0, spread = 0, squares = 0;
        for (int i = 0; i < models; i++)
        {
            double x = positions[i] - centre, y = Math.Log(continuous.Losses[i]) - mean;
            (along, spread, squares) = (along + (x * y), spread + (x * x), squares + (y * y));
        }

        double left = squares - (along * along / spread);
        return !(spread > 0) || !(squares > 0) ? 1
            : !(left > 0) ? 0
            : 2 * StudentT.CDF(0, 1, models - 2, -Math.Abs(along) / Math.Sqrt(spread * left / (models - 2)));
    }
}
