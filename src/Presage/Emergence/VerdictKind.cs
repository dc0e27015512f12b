namespace Presage.Emergence;

/// <summary>What the engine says of an ability.</summary>
public enum VerdictKind
{
    /// <summary>The data do not settle it; the verdict names what would.</summary>
    Unresolved,

    /// <summary>No trend over scale can be shown.</summary>
    NoMeasurableChange,

    /// <summary>A gradual change, whose own metric shows no sudden rise.</summary>
    Smooth,

    /// <summary>The raw curve looks sudden, and a smooth law of a continuous metric reproduces it.</summary>
    MetricArtefact,

    /// <summary>Improvement accelerates at a knot, whatever the declared link.</summary>
    RealBreak,
}
