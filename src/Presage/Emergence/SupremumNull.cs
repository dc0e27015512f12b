using System.Runtime.Intrinsics;

namespace Presage.Emergence;

/// <summary>How often pure noise shows as large a bend, or as large a trend, as the data.</summary>
/// <remarks>
/// The knot does not exist under the smooth law, so no table of chi-squared applies (Davies 1987; Andrews 1993). With Gaussian noise of unknown
/// size the ratio of the fall of the sum of squares to what is left under the broken law does not depend on that size: one simulated
/// distribution per design is exact at any model noise.
/// </remarks>
/// <param name="smooth">Directions of the smooth law, orthonormal.</param>
/// <param name="bends">Directions that are searched, each of length 1 and orthogonal to the smooth law.</param>
/// <param name="degreesOfFreedom">Of the noise under the larger law.</param>
/// <param name="oneSided">Whether only positive bends count.</param>
internal sealed class SupremumNull(double[][] smooth, double[][] bends, int degreesOfFreedom, bool oneSided) : SimulatedNull(smooth[0].Length)
{
    /// <inheritdoc/>
    protected override Vector256<double> Statistics(double[][] rows, int at)
    {
        Vector256<double> left = Left(smooth, rows, at), largest = Vector256<double>.Zero, counted = Vector256<double>.Zero;
        foreach (double[] bend in bends)
        {
            Vector256<double> dot = Dot(bend, rows, at);
            largest = Vector256.Max(largest, dot * dot);
            Vector256<double> positive = oneSided ? Vector256.Max(dot, Vector256<double>.Zero) : dot;
            counted = Vector256.Max(counted, positive * positive);
        }

        return counted * Vector256.Create((double)degreesOfFreedom) / (left - largest);
    }
}
