namespace Presage.Emergence;

/// <summary>A reason not to believe the numbers of an ability.</summary>
public enum MeasurementFault
{
    /// <summary>Exactly no success under any model of the family in a whole group of tasks, easy ones among them: answers were probably not read at all.</summary>
    ZeroEverywhere,

    /// <summary>The same count, to the last answer, under every model.</summary>
    IdenticalEverywhere,

    /// <summary>A value that the metric cannot take.</summary>
    ImpossibleValue,
}
