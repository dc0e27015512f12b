namespace Presage.Emergence;

/// <summary>Whether a ladder could have shown a break.</summary>
internal static class BreakPower
{
    private const int Draws = 512;

    /// <summary>Probability that the break test under the primary link is significant for a break in the middle of the range with the same total improvement.</summary>
    /// <param name="ability">The ladder, with a continuous metric.</param>
    /// <param name="noise">Model noise.</param>
    /// <param name="ratio">Slope ratio of the break.</param>
    /// <param name="level">Level of the test.</param>
    /// <returns>Null without a continuous metric that improves, or below five models.</returns>
    public static double? Of(Ability ability, double noise, double ratio, double level)
    {
        if (ability.Continuous is not { } continuous || ability.Positions.Length < 5)
            return null;
        double improvement = Math.Log(continuous.Losses[0]) - Math.Log(continuous.Losses[^1]);
        return improvement > 0 ? Of([.. ability.Positions], RelativeErrors(continuous), improvement, noise, ratio, level) : null;
    }

    /// <summary>The same for given positions and relative standard errors of the losses.</summary>
    public static double Of(double[] positions, double[] errors, double improvement, double noise, double ratio, double level)
    {
        int models = positions.Length;
        List<BreakFit> fits = [];
        double centre = (positions[0] + positions[^1]) / 2, share = ratio / (1 + ratio);
        double unit = 2 * improvement / (positions[^1] - positions[0]);
        double[] logLosses = new double[models], variances = new double[models];
        for (int i = 0; i < models; i++)
            variances[i] = (noise * noise) + (errors[i] * errors[i]);
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int i = 0; i < models; i++)
            {
                double past = positions[i] - centre;
                logLosses[i] = (-unit * (((1 - share) * Math.Min(past, 0)) + (share * Math.Max(past, 0)))) + (Math.Sqrt(variances[i]) * NormalPool.Row(i)[draw]);
            }

            if (BreakFit.Create(positions, logLosses, variances) is { } fit)
                fits.Add(fit);
        }

        // One design, so that the p-value falls with the statistic: where it crosses the level is found by halving.
        fits.Sort((left, right) => left.Statistic.CompareTo(right.Statistic));
        int below = 0, above = fits.Count;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (fits[middle].Test(level).PValue <= level)
                above = middle;
            else
                below = middle + 1;
        }

        return (double)(fits.Count - below) / Draws;
    }

    public static double[] RelativeErrors(ContinuousScores scores) =>
        [.. scores.Losses.Select((loss, i) => scores.StandardErrors[i] / loss)];
}
