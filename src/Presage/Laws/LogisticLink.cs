using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = 1 / (1 + exp(-eta)).</summary>
internal readonly struct LogisticLink : ILink
{
    /// <inheritdoc/>
    public static Vector256<double> At(Vector256<double> eta, out Vector256<double> slope)
    {
        // In exp(-|eta|), so that neither tail overflows or loses its digits.
        Vector256<double> decay = Vector256.Exp(-Vector256.Abs(eta));
        Vector256<double> larger = Vector256<double>.One / (Vector256<double>.One + decay);
        Vector256<double> smaller = decay * larger;
        slope = smaller * larger;
        return Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(eta, Vector256<double>.Zero), larger, smaller);
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value)
    {
        double inside = Math.Clamp(value, 0.01, 0.99);
        return Math.Log(inside / (1 - inside));
    }
}
