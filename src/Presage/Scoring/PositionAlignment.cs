namespace Presage.Scoring;

/// <summary>From which end the places of an answer are counted.</summary>
public enum PositionAlignment
{
    /// <summary>Place 1 is the first symbol, as it is written.</summary>
    First,

    /// <summary>Place 1 is the last symbol, such as the units of a number.</summary>
    Last,
}
