using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = exp(exp(eta)): the inverse of log(log(y)), for y above 1.</summary>
internal readonly struct LogOfLogLink : ILink
{
    /// <inheritdoc/>
    public static Vector512<double> At(Vector512<double> eta, out Vector512<double> slope)
    {
        Vector512<double> logarithm = Vector512.Exp(eta);
        Vector512<double> value = Vector512.Exp(logarithm);
        slope = logarithm * value;
        return value;
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value) => Math.Log(Math.Log(Math.Max(value, 1.001)));
}
