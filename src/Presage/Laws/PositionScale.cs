using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>The change of variable t = (x - Centre) / HalfRange, which brings a curve's positions to [-1, 1] and keeps the normal equations well conditioned.</summary>
/// <param name="Centre">Middle of the positions.</param>
/// <param name="HalfRange">Half their range; above 0.</param>
internal readonly record struct PositionScale(double Centre, double HalfRange)
{
    /// <summary>The scale of a curve's positions.</summary>
    /// <param name="positions">Ascending.</param>
    /// <returns>Null where the positions are equal to within rounding.</returns>
    public static PositionScale? Of(ImmutableArray<double> positions)
    {
        double centre = (positions[0] / 2) + (positions[^1] / 2);
        double half = (positions[^1] / 2) - (positions[0] / 2);
        return half > 1e-12 * Math.Max(Math.Abs(positions[0]), Math.Abs(positions[^1])) ? new PositionScale(centre, half) : null;
    }

    public double ToUnit(double x) => (x - Centre) / HalfRange;

    public double FromUnit(double t) => Centre + (t * HalfRange);
}
