namespace Presage.Emergence;

/// <summary>Whether success counts change with scale at all, gradually or by a late rise.</summary>
internal static class RawTrend
{
    /// <summary>Most onsets that are tried; long ladders of checkpoints are thinned.</summary>
    private const int MostKnots = 60;

    /// <summary>The largest contrast among the straight trend and every bend from a constant, against noise of unknown size.</summary>
    /// <returns>p-value and sign of the straight trend; null below four models.</returns>
    public static (double PValue, int Sign)? Test(SuccessCounts raw, double[] positions, double noiseFloor, double correlation, DrawPlan plan)
    {
        int models = positions.Length;
        if (models < 4)
            return null;
        double pooled = (raw.Successes.Sum() + 0.5) / (raw.Samples.Sum() + 1.0);
        double skill = Math.Max((pooled - raw.Chance) / (1 - raw.Chance), 1e-6);
        double[] weights = new double[models], whitened = new double[models];
        double constant = (double)raw.Successes.Sum() / raw.Samples.Sum();
        for (int i = 0; i < models; i++)
        {
            double n = raw.Samples[i], moved = (1 - raw.Chance) * skill * -Math.Log(skill) * noiseFloor;
            weights[i] = 1 / ((pooled * (1 - pooled) / n) + (moved * moved));
            whitened[i] = (raw.Successes[i] / n) - constant;
        }

        NoiseShape noise = new(weights, correlation);
        noise.Whiten(whitened);
        List<double[]> level = [], contrasts = [];
        BreakDesign.Normalise(noise.Whiten([.. positions.Select(_ => 1.0)]), level);
        foreach (double knot in BreakDesign.Thinned(positions[..^1], MostKnots))
        {
            double[] column = noise.Whiten([.. positions.Select(position => Math.Max(0, position - knot))]);
            if (BreakDesign.Normalise(column, level, keep: false))
                contrasts.Add(column);
        }

        if (contrasts.Count == 0)
            return null;
        double mean = BreakDesign.Dot(level[0], whitened), squares = BreakDesign.Dot(whitened, whitened) - (mean * mean), fall = 0;
        foreach (double[] contrast in contrasts)
        {
            double along = BreakDesign.Dot(contrast, whitened);
            fall = Math.Max(fall, along * along);
        }

        double variance = Math.Max((squares - fall) / (models - 3), 1);
        (double p, _) = new SupremumNull([.. level], [.. contrasts], models - 3, oneSided: false).PValue(fall / variance, plan);
        return (p, Math.Sign(BreakDesign.Dot(contrasts[0], whitened)));
    }
}
