using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = exp(eta): the inverse of the logarithm.</summary>
internal readonly struct LogLink : ILink
{
    /// <inheritdoc/>
    public static Vector256<double> At(Vector256<double> eta, out Vector256<double> slope)
    {
        slope = Vector256.Exp(eta);
        return slope;
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value) => Math.Log(Math.Max(value, 1e-6));
}
