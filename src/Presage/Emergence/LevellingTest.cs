namespace Presage.Emergence;

/// <summary>A break against a smooth law that may level off once, on a scale other than that of the log loss.</summary>
/// <remarks>
/// <para>
/// A law that breaks on one scale bends on the others too, and then levels off: near certainty the logit of a power law of the loss grows ever more slowly. A straight smooth law would
/// lose the break in that levelling. So the smooth law here is a straight line with at most one decelerating bend, and the broken law has an accelerating bend that a levelling off may follow.
/// </para>
/// <para>All searches are repeated in every simulated data set, drawn from the straight line: a true levelling off leaves less to search and makes the test conservative.</para>
/// </remarks>
internal sealed class LevellingTest
{
    private readonly BreakDesign _straight;
    private readonly double[][][] _bendsBeside;

    private LevellingTest(BreakDesign straight, double[][][] bendsBeside) => (_straight, _bendsBeside) = (straight, bendsBeside);

    /// <summary>Knots that are tried for each of the two bends.</summary>
    private const int MostKnots = 14;

    /// <summary>Fewest models: two laws with two bends leave three of seven for the noise.</summary>
    public const int FewestModels = 7;

    /// <summary>The test for one set of values.</summary>
    /// <param name="positions">Shape [models]; ascending.</param>
    /// <param name="values">Shape [models]; larger is better.</param>
    /// <param name="weights">Shape [models]; inverse of the least possible variances.</param>
    /// <param name="level">The level that matters: draws end when the decision is settled.</param>
    /// <returns>p-value and draws; 1 and 0 below seven models or where nothing accelerates.</returns>
    public static (double PValue, int Draws) PValue(double[] positions, double[] values, double[] weights, double level)
    {
        int models = positions.Length;
        if (models < FewestModels || BreakDesign.Create(positions, weights, saturation: null, BreakDesign.Thinned(BreakDesign.KnotsOf(positions), MostKnots)) is not { Knots.Length: > 0 } straight)
            return (1, 0);
        LevellingTest test = new(straight, new double[straight.Knots.Length][][]);
        for (int k = 0; k < straight.Knots.Length; k++)
            test._bendsBeside[k] = BreakDesign.Create(positions, weights, straight.Knots[k], straight.Knots[..k])?.Bends ?? [];

        double[] whitened = new double[models];
        for (int i = 0; i < models; i++)
            whitened[i] = Math.Sqrt(weights[i]) * values[i];
        (double fall, double left) = test.Falls(whitened);
        double observed = fall / Math.Max(left, models - 4);
        if (!(observed > 0))
            return (1, 0);

        double[][] rows = new double[models][];
        for (int i = 0; i < models; i++)
            rows[i] = NormalPool.Row(i);
        int exceed = 0, done = 0;
        while (done < NormalPool.Draws)
        {
            for (int i = 0; i < models; i++)
                whitened[i] = rows[i][done];
            (fall, left) = test.Falls(whitened);
            if (fall >= observed * left)
                exceed++;
            done++;
            if (done % SupremumNull.Block == 0 && SupremumNull.IsSettled(exceed, done, level))
                break;
        }

        return ((exceed + 1.0) / (done + 1), done);
    }

    // Fall of the squares from the smooth law to the accelerating one, and the squares left by the best law of two bends.
    private (double Fall, double Left) Falls(double[] whitened)
    {
        double squares = BreakDesign.Dot(whitened, whitened);
        foreach (double[] direction in _straight.Smooth)
        {
            double along = BreakDesign.Dot(direction, whitened);
            squares -= along * along;
        }

        double smooth = 0, accelerating = 0, any = 0;
        for (int k = 0; k < _straight.Bends.Length; k++)
        {
            double along = BreakDesign.Dot(_straight.Bends[k], whitened), fall = along * along;
            any = Math.Max(any, fall);
            if (along < 0)
                smooth = Math.Max(smooth, fall);
            else
                accelerating = Math.Max(accelerating, fall);
            foreach (double[] before in _bendsBeside[k])
            {
                double beside = BreakDesign.Dot(before, whitened), both = fall + (beside * beside);
                any = Math.Max(any, both);
                if (beside > 0)
                    accelerating = Math.Max(accelerating, both);
            }
        }

        return (accelerating - smooth, Math.Max(squares - any, 0));
    }
}
