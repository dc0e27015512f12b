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
}
