namespace Presage.Curves;

/// <summary>Which curves are wanted.</summary>
public sealed record CurveOptions
{
    /// <summary>Curves over sizes.</summary>
    public bool OverSizes { get; init; } = true;

    /// <summary>Curves over checkpoints of one model.</summary>
    public bool OverCheckpoints { get; init; } = true;

    /// <summary>Over sizes: compare models at this training step; null for the last step that all of them have.</summary>
    public long? Step { get; init; }

    /// <summary>The axis to order and fit on; null for training compute, or else the first axis on which every point has a place.</summary>
    public ScaleAxis? Axis { get; init; }
}
