using System.Globalization;

namespace Presage.Units;

/// <summary>An amount of information or loss in natural-logarithm units.</summary>
/// <remarks>Finite, at least 0. <c>default</c> is zero.</remarks>
public readonly record struct Nats
{
    private Nats(double count) => Count = count;

    /// <summary>The amount. Finite, at least 0.</summary>
    public double Count { get; }

    /// <summary>An amount of nats.</summary>
    /// <param name="count">Finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or not finite.</exception>
    public static Nats From(double count) =>
        double.IsFinite(count) && count >= 0
            ? new Nats(count)
            : throw new ArgumentOutOfRangeException(nameof(count), count, "A loss in nats must be finite and at least 0.");

    /// <summary>The count in the invariant culture, with nine significant digits.</summary>
    public override string ToString() => Count.ToString("G9", CultureInfo.InvariantCulture);
}
