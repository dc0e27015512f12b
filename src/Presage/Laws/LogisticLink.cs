using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>f = 1 / (1 + exp(-eta)).</summary>
internal readonly struct LogisticLink : ILink
{
    /// <inheritdoc/>
    public static Vector512<double> At(Vector512<double> eta, out Vector512<double> slope)
    {
        // In exp(-|eta|), so that neither tail overflows or loses its digits.
        Vector512<double> decay = Vector512.Exp(-Vector512.Abs(eta));
        Vector512<double> larger = Vector512<double>.One / (Vector512<double>.One + decay);
        Vector512<double> smaller = decay * larger;
        slope = smaller * larger;
        return Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(eta, Vector512<double>.Zero), larger, smaller);
    }

    /// <inheritdoc/>
    public static double RoughInverse(double value)
    {
        double inside = Math.Clamp(value, 0.01, 0.99);
        return Math.Log(inside / (1 - inside));
    }
}
