namespace Presage.Emergence;

/// <summary>A reason not to believe the numbers of an ability.</summary>
public enum MeasurementFault
{
    /// <summary>Exactly no success under models of very different strength: answers were probably not read at all.</summary>
    ZeroEverywhere,

    /// <summary>The same count, to the last answer, under every model.</summary>
    IdenticalEverywhere,

    /// <summary>A value that the metric cannot take.</summary>
    ImpossibleValue,
}
