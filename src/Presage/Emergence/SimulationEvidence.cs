namespace Presage.Emergence;

/// <summary>What the engine is shown of a synthetic ladder.</summary>
public enum SimulationEvidence
{
    /// <summary>Success counts alone.</summary>
    Aggregate,

    /// <summary>Success counts of answers that cannot fail by their format.</summary>
    AggregateWithoutFormat,

    /// <summary>Success counts and the mean log loss of the right answer.</summary>
    Continuous,
}
