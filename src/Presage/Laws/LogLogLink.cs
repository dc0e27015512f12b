using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = exp(-exp(eta)): the inverse of log(-log(y)), falling in eta.</summary>
internal readonly struct LogLogLink : ILink
{
    /// <inheritdoc/>
    public static Vector256<double> At(Vector256<double> eta, out Vector256<double> slope)
    {
        // Beyond 700, f is 0 long since, and an infinite rate would make the slope infinity times 0.
        Vector256<double> rate = Vector256.Exp(Vector256.Min(eta, Vector256.Create(700.0)));
        Vector256<double> value = Vector256.Exp(-rate);
        slope = -rate * value;
        return value;
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value) => Math.Log(-Math.Log(Math.Clamp(value, 0.01, 0.99)));
}
