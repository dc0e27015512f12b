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
        return improvement > 0 ? Of([.. ability.Positions], RelativeErrors(continuous), improvement, noise, ratio, level, NoiseShape.CorrelationOf(ability.Over)) : null;
    }

    /// <summary>The same for given positions and relative standard errors of the losses.</summary>
    public static double Of(double[] positions, double[] errors, double improvement, double noise, double ratio, double level, double correlation = 0)
    {
        int models = positions.Length;
        double centre = (positions[0] + positions[^1]) / 2, share = ratio / (1 + ratio);
        double unit = 2 * improvement / (positions[^1] - positions[0]);
        double[] law = new double[models], logLosses = new double[models], variances = new double[models];
        double[][] rows = new double[models][];
        for (int i = 0; i < models; i++)
        {
            double past = positions[i] - centre;
            law[i] = -unit * (((1 - share) * Math.Min(past, 0)) + (share * Math.Max(past, 0)));
            variances[i] = (noise * noise) + (errors[i] * errors[i]);
            rows[i] = NormalPool.Row(i, 0);
        }

        if (BreakFit.Create(positions, law, variances, correlation) is not { } fit)
            return 0;
        double[] statistics = new double[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            for (int i = 0; i < models; i++)
                logLosses[i] = law[i] + (Math.Sqrt(variances[i]) * rows[i][draw]);
            statistics[draw] = fit.To(logLosses).Statistic;
        }

        // The p-value falls with the statistic: where it crosses the level is found by halving.
        SupremumNull distribution = new(fit.Design.Smooth, fit.Design.Bends, fit.DegreesOfFreedom, oneSided: true);
        Array.Sort(statistics);
        int below = 0, above = Draws;
        while (below < above)
        {
            int middle = (below + above) / 2;
            if (distribution.PValue(statistics[middle], new DrawPlan(NormalPool.Chunk, level)).PValue <= level)
                above = middle;
            else
                below = middle + 1;
        }

        return (double)(Draws - below) / Draws;
    }

    public static double[] RelativeErrors(ContinuousScores scores) =>
        [.. scores.Losses.Select((loss, i) => scores.StandardErrors[i] / loss)];
}
