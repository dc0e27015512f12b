using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = exp(-exp(eta)): the inverse of log(-log(y)), falling in eta.</summary>
internal readonly struct LogLogLink : ILink
{
    /// <inheritdoc/>
    public static Vector512<double> At(Vector512<double> eta, out Vector512<double> slope)
    {
        // Beyond 700, f is 0 long since, and an infinite rate would make the slope infinity times 0.
        Vector512<double> rate = Vector512.Exp(Vector512.Min(eta, Vector512.Create(700.0)));
        Vector512<double> value = Vector512.Exp(-rate);
        slope = -rate * value;
        return value;
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value) => Math.Log(-Math.Log(Math.Clamp(value, 0.01, 0.99)));
}
