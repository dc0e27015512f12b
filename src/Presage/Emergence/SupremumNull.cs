using System.Runtime.Intrinsics;

namespace Presage.Emergence;

/// <summary>How often pure noise shows as large a bend, or as large a trend, as the data.</summary>
/// <remarks>
/// The knot does not exist under the smooth law, so no table of chi-squared applies (Davies 1987; Andrews 1993). With Gaussian noise of unknown
/// size the ratio of the fall of the sum of squares to what is left under the broken law does not depend on that size: one simulated
/// distribution per design is exact at any model noise.
/// </remarks>
internal static class SupremumNull
{
    /// <summary>Draws between two looks at whether the decision is settled.</summary>
    public const int Block = 256;

    /// <summary>Share of draws of pure noise whose statistic is at least the observed one.</summary>
    /// <param name="fixedDirections">Directions of the smooth law, orthonormal.</param>
    /// <param name="bends">Directions that are searched, each orthogonal to the smooth law.</param>
    /// <param name="degreesOfFreedom">Of the noise under the larger law.</param>
    /// <param name="oneSided">Whether only positive bends count.</param>
    /// <param name="observed">Fall of the sum of squares over the variance left.</param>
    /// <param name="level">The level that matters: draws end when the decision about it is settled.</param>
    public static (double PValue, int Draws) PValue(
        double[][] fixedDirections, double[][] bends, int degreesOfFreedom, bool oneSided, double observed, double level)
    {
        int models = fixedDirections[0].Length;
        if (observed <= 0)
            return (1, 0);
        Span<double> squares = stackalloc double[Block], both = stackalloc double[Block], counted = stackalloc double[Block];
        double[][] rows = new double[models][];
        for (int i = 0; i < models; i++)
            rows[i] = NormalPool.Row(i);

        int exceed = 0, done = 0;
        while (done < NormalPool.Draws)
        {
            for (int b = 0; b < Block; b += Vector256<double>.Count)
            {
                int at = done + b;
                Vector256<double> sum = Vector256<double>.Zero;
                for (int i = 0; i < models; i++)
                {
                    Vector256<double> z = Vector256.Create(rows[i], at);
                    sum = Vector256.FusedMultiplyAdd(z, z, sum);
                }

                foreach (double[] direction in fixedDirections)
                {
                    Vector256<double> dot = DotAt(direction, rows, at);
                    sum -= dot * dot;
                }

                Vector256<double> best = Vector256<double>.Zero, bestCounted = Vector256<double>.Zero;
                foreach (double[] bend in bends)
                {
                    Vector256<double> dot = DotAt(bend, rows, at);
                    best = Vector256.Max(best, dot * dot);
                    Vector256<double> positive = oneSided ? Vector256.Max(dot, Vector256<double>.Zero) : dot;
                    bestCounted = Vector256.Max(bestCounted, positive * positive);
                }

                sum.CopyTo(squares[b..]);
                best.CopyTo(both[b..]);
                bestCounted.CopyTo(counted[b..]);
            }

            for (int b = 0; b < Block; b++)
            {
                if (counted[b] * degreesOfFreedom >= observed * (squares[b] - both[b]))
                    exceed++;
            }

            done += Block;
            if (IsSettled(exceed, done, level))
                break;
        }

        return ((exceed + 1.0) / (done + 1), done);
    }

    /// <summary>Whether more draws could still change the decision: already more than the level allows, or so few that 5 standard errors do not reach it.</summary>
    public static bool IsSettled(int exceed, int done, double level) =>
        exceed > level * NormalPool.Draws || (done >= 1024 && exceed + (5 * Math.Sqrt(exceed + 4)) < level * done);

    private static Vector256<double> DotAt(double[] direction, double[][] rows, int at)
    {
        Vector256<double> dot = Vector256<double>.Zero;
        for (int i = 0; i < direction.Length; i++)
            dot = Vector256.FusedMultiplyAdd(Vector256.Create(direction[i]), Vector256.Create(rows[i], at), dot);
        return dot;
    }
}
