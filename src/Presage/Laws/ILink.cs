using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>The shape of a law y = offset + height * f(alpha + beta t): f and its derivative, four points at a time.</summary>
/// <remarks>
/// Always 256 bits wide, whatever the machine, so that sums are taken in one order everywhere; the exponential of the wider vectors is the slower one.
/// </remarks>
internal interface ILink
{
    /// <summary>f at eta.</summary>
    /// <param name="eta">The linear predictor.</param>
    /// <param name="slope">f'(eta).</param>
    static abstract Vector256<double> At(Vector256<double> eta, out Vector256<double> slope);

    /// <summary>An eta at which f takes roughly this value; values outside f's range are brought inside first. For starts only.</summary>
    /// <param name="value">f, in its own unit.</param>
    static abstract double RoughInverse(double value);
}
