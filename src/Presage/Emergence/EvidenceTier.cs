namespace Presage.Emergence;

/// <summary>How deep the data go.</summary>
public enum EvidenceTier
{
    /// <summary>Success counts per model.</summary>
    Aggregate,

    /// <summary>Success counts with a continuous metric per model, or a continuous metric alone.</summary>
    Continuous,

    /// <summary>The outcome of every item under every model.</summary>
    PerItem,

    /// <summary>Log-probabilities of tokens or choices.</summary>
    PerToken,
}
