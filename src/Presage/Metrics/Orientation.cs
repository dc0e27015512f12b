namespace Presage.Metrics;

/// <summary>Whether larger values of a metric are better.</summary>
public enum Orientation
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Larger is better.</summary>
    HigherIsBetter,

    /// <summary>Smaller is better.</summary>
    LowerIsBetter,

    /// <summary>Neither: the metric describes, it does not rank (a bias rate, for instance).</summary>
    Neither,
}
