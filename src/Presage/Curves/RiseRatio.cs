namespace Presage.Curves;

/// <summary>The rise of a curve in units of its typical step.</summary>
/// <param name="Value">No unit; signed; plus or minus infinity where the typical step is exactly 0.</param>
public readonly record struct RiseRatio(double Value)
{
    /// <summary>Whether the typical step is exactly 0, so that the ratio is infinite.</summary>
    public bool IsInfinite => double.IsInfinity(Value);

    /// <summary>The ratio; null where it is infinite.</summary>
    public double? Finite => IsInfinite ? null : Value;
}
