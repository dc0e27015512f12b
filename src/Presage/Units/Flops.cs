using System.Globalization;

namespace Presage.Units;

/// <summary>A count of floating-point operations.</summary>
/// <remarks>Finite, at least 0. <c>default</c> is zero.</remarks>
public readonly record struct Flops
{
    private Flops(double count) => Count = count;

    /// <summary>The amount. Finite, at least 0.</summary>
    public double Count { get; }

    /// <summary>An amount of floating-point operations.</summary>
    /// <param name="count">Finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or not finite.</exception>
    public static Flops From(double count) =>
        double.IsFinite(count) && count >= 0
            ? new Flops(count)
            : throw new ArgumentOutOfRangeException(nameof(count), count, "A count of floating-point operations must be finite and at least 0.");

    /// <summary>The count in the invariant culture, with nine significant digits.</summary>
    public override string ToString() => Count.ToString("G9", CultureInfo.InvariantCulture);
}
