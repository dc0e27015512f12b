namespace Presage.Emergence;

/// <summary>One way in which a synthetic ladder departs from what the likelihood assumes.</summary>
public enum SimulationDeparture
{
    /// <summary>None.</summary>
    None,

    /// <summary>Smooth truths are straight lines in the logit, not in log(-log p).</summary>
    Logit,

    /// <summary>Smooth truths are straight lines in the normal quantile.</summary>
    Probit,

    /// <summary>Items differ in difficulty: the log loss of an item is normal about the model's with standard deviation 1.5.</summary>
    ItemMixture,

    /// <summary>One answer in ten cannot be right under any model.</summary>
    Ceiling,

    /// <summary>Models crowd at the lower end of the range.</summary>
    UnevenSpacing,

    /// <summary>The break stands at a quarter of the range, not in its middle.</summary>
    EarlyKnot,

    /// <summary>The break stands at three quarters of the range.</summary>
    LateKnot,

    /// <summary>A guesser is right on a quarter of the items.</summary>
    ChanceOfQuarter,

    /// <summary>A guesser is right on half of the items.</summary>
    ChanceOfHalf,

    /// <summary>Every other model was evaluated on a tenth of the items.</summary>
    UnequalItems,

    /// <summary>Checkpoints of one run, whose noise is nevertheless independent.</summary>
    CheckpointsApart,

    /// <summary>Checkpoints of one run; the noise of neighbours correlates at 0.5, falling off geometrically.</summary>
    CheckpointsAlike,

    /// <summary>The same at 0.9.</summary>
    CheckpointsVeryAlike,
}
