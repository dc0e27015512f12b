using System.Runtime.Intrinsics;

namespace Presage.Emergence;

/// <summary>A break against a smooth law that may level off once, on a scale other than that of the log loss.</summary>
/// <remarks>
/// <para>
/// A law that breaks on one scale bends on the others too, and then levels off: near certainty the logit of a power law of the loss grows ever more slowly. A straight smooth law would
/// lose the break in that levelling. So the smooth law here is a straight line with at most one decelerating bend, and the broken law has an accelerating bend that a levelling off may follow.
/// </para>
/// <para>All searches are repeated in every simulated data set, drawn from the straight line: a true levelling off leaves less to search and makes the test conservative.</para>
/// </remarks>
internal sealed class LevellingTest : SimulatedNull
{
    private readonly BreakDesign _straight;
    private readonly double[][][] _bendsBeside;

    private LevellingTest(BreakDesign straight, double[][][] bendsBeside)
        : base(straight.Positions.Length) => (_straight, _bendsBeside) = (straight, bendsBeside);

    /// <summary>Knots that are tried for each of the two bends.</summary>
    private const int MostKnots = 14;

    /// <summary>Fewest models: two laws with two bends leave three of seven for the noise.</summary>
    public const int FewestModels = 7;

    /// <summary>The test for one set of values.</summary>
    /// <param name="positions">Shape [models]; ascending.</param>
    /// <param name="values">Shape [models]; larger is better.</param>
    /// <param name="noise">Shape of the noise; at most the least possible variances.</param>
    /// <param name="plan">How many draws.</param>
    /// <returns>p-value and draws; 1 and 0 below seven models or where nothing accelerates.</returns>
    public static (double PValue, int Draws) PValue(double[] positions, double[] values, NoiseShape noise, DrawPlan plan)
    {
        int models = positions.Length;
        if (models < FewestModels
            || BreakDesign.Create(positions, noise, saturation: null, BreakDesign.Thinned(BreakDesign.KnotsOf(positions), MostKnots)) is not { Knots.Length: > 0 } straight)
        {
            return (1, 0);
        }

        LevellingTest test = new(straight, new double[straight.Knots.Length][][]);
        for (int k = 0; k < straight.Knots.Length; k++)
            test._bendsBeside[k] = BreakDesign.Create(positions, noise, straight.Knots[k], straight.Knots[..k])?.Bends ?? [];

        // The data as the first of four draws.
        double[][] data = [.. noise.Whitened(values).Select(value => (double[])[value, 0, 0, 0])];
        (Vector256<double> fall, Vector256<double> left) = test.Falls(data, 0);
        return test.PValue(fall.ToScalar() / Math.Max(left.ToScalar(), models - 4), plan);
    }

    /// <inheritdoc/>
    protected override Vector256<double> Statistics(double[][] rows, int at)
    {
        (Vector256<double> fall, Vector256<double> left) = Falls(rows, at);
        return fall / left;
    }

    // Fall of the squares from the smooth law to the accelerating one, and the squares left by the best law of two bends.
    private (Vector256<double> Fall, Vector256<double> Left) Falls(double[][] rows, int at)
    {
        Vector256<double> zero = Vector256<double>.Zero, smooth = zero, accelerating = zero, any = zero;
        Vector256<double> squares = Left(_straight.Smooth, rows, at);
        for (int k = 0; k < _straight.Bends.Length; k++)
        {
            Vector256<double> along = Dot(_straight.Bends[k], rows, at), fall = along * along, slows = Vector256.LessThan(along, zero);
            any = Vector256.Max(any, fall);
            smooth = Vector256.Max(smooth, Vector256.ConditionalSelect(slows, fall, zero));
            accelerating = Vector256.Max(accelerating, Vector256.ConditionalSelect(slows, zero, fall));
            foreach (double[] before in _bendsBeside[k])
            {
                Vector256<double> beside = Dot(before, rows, at), both = Vector256.FusedMultiplyAdd(beside, beside, fall);
                any = Vector256.Max(any, both);
                accelerating = Vector256.Max(accelerating, Vector256.ConditionalSelect(Vector256.GreaterThan(beside, zero), both, zero));
            }
        }

        return (accelerating - smooth, Vector256.Max(squares - any, zero));
    }
}
