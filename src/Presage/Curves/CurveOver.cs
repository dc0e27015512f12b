namespace Presage.Curves;

/// <summary>What the points of a curve are.</summary>
public enum CurveOver
{
    /// <summary>Models of one family at one point in training.</summary>
    Sizes,

    /// <summary>Checkpoints of one model.</summary>
    Checkpoints,
}
