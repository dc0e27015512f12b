using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = exp(eta): the inverse of the logarithm.</summary>
internal readonly struct LogLink : ILink
{
    /// <inheritdoc/>
    public static Vector512<double> At(Vector512<double> eta, out Vector512<double> slope)
    {
        slope = Vector512.Exp(eta);
        return slope;
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value) => Math.Log(Math.Max(value, 1e-6));
}
