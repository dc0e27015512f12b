using System.Globalization;

namespace Presage.Units;

/// <summary>A count of a model's parameters.</summary>
/// <remarks>Finite, at least 0; need not be whole, because published sizes are rounded. <c>default</c> is zero.</remarks>
public readonly record struct Params
{
    private Params(double count) => Count = count;

    /// <summary>The amount. Finite, at least 0.</summary>
    public double Count { get; }

    /// <summary>An amount of parameters.</summary>
    /// <param name="count">Finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or not finite.</exception>
    public static Params From(double count) =>
        double.IsFinite(count) && count >= 0
            ? new Params(count)
            : throw new ArgumentOutOfRangeException(nameof(count), count, "A parameter count must be finite and at least 0.");

    /// <summary>The count in the invariant culture, with nine significant digits.</summary>
    public override string ToString() => Count.ToString("G9", CultureInfo.InvariantCulture);
}
