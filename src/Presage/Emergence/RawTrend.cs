namespace Presage.Emergence;

/// <summary>Whether success counts change with scale at all, gradually or by a late rise.</summary>
internal static class RawTrend
{
    /// <summary>The largest contrast among the straight trend and every bend from a constant, against noise of unknown size.</summary>
    /// <returns>p-value and sign of the straight trend; null below four models.</returns>
    public static (double PValue, int Sign)? Test(SuccessCounts raw, double[] positions, double noiseFloor, double level)
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
            whitened[i] = Math.Sqrt(weights[i]) * ((raw.Successes[i] / n) - constant);
        }

        double[] level0 = new double[models];
        double total = weights.Sum();
        for (int i = 0; i < models; i++)
            level0[i] = Math.Sqrt(weights[i] / total);
        List<double[]> contrasts = [];
        for (int knot = 0; knot < models - 1; knot++)
        {
            double[] column = new double[models];
            for (int i = 0; i < models; i++)
                column[i] = Math.Sqrt(weights[i]) * Math.Max(0, positions[i] - positions[knot]);
            double along = BreakDesign.Dot(column, level0);
            for (int i = 0; i < models; i++)
                column[i] -= along * level0[i];
            double length = Math.Sqrt(BreakDesign.Dot(column, column));
            if (!(length > 0))
                continue;
            for (int i = 0; i < models; i++)
                column[i] /= length;
            contrasts.Add(column);
        }

        if (contrasts.Count == 0)
            return null;
        double mean = BreakDesign.Dot(level0, whitened), squares = BreakDesign.Dot(whitened, whitened) - (mean * mean), fall = 0;
        foreach (double[] contrast in contrasts)
        {
            double along = BreakDesign.Dot(contrast, whitened);
            fall = Math.Max(fall, along * along);
        }

        double variance = Math.Max((squares - fall) / (models - 3), 1);
        (double p, _) = SupremumNull.PValue([level0], [.. contrasts], models - 3, oneSided: false, fall / variance, level);
        return (p, Math.Sign(BreakDesign.Dot(contrasts[0], whitened)));
    }
}
