namespace Presage.Metrics;

/// <summary>Whether one item's score moves continuously with the model's probabilities (Schaeffer et al. 2023, section 2).</summary>
public enum Continuity
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>Every small change of the probabilities shows, as in the Brier score or cross-entropy.</summary>
    Continuous,

    /// <summary>A threshold decides, as in a multiple-choice grade or greedy exact match.</summary>
    Discontinuous,
}
