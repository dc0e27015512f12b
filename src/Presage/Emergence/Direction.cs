namespace Presage.Emergence;

/// <summary>Where an ability goes with scale.</summary>
public enum Direction
{
    /// <summary>No trend that can be shown.</summary>
    Flat,

    /// <summary>Better with scale.</summary>
    Up,

    /// <summary>Worse with scale (inverse scaling).</summary>
    Down,

    /// <summary>Significantly one way below the knot and the other way above it.</summary>
    Mixed,
}
