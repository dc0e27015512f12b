using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = exp(exp(eta)): the inverse of log(log(y)), for y above 1.</summary>
internal readonly struct LogOfLogLink : ILink
{
    /// <inheritdoc/>
    public static Vector256<double> At(Vector256<double> eta, out Vector256<double> slope)
    {
        Vector256<double> logarithm = Vector256.Exp(eta);
        Vector256<double> value = Vector256.Exp(logarithm);
        slope = logarithm * value;
        return value;
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value) => Math.Log(Math.Log(Math.Max(value, 1.001)));
}
