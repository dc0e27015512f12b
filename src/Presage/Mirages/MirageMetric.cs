namespace Presage.Mirages;

/// <summary>A metric under which the same smooth progress is seen.</summary>
public enum MirageMetric
{
    /// <summary>Cross-entropy per token in nats: a power law, smaller is better.</summary>
    CrossEntropy,

    /// <summary>Share of answers whose every token is right, p^L: nonlinear in the error per token, larger is better.</summary>
    ExactMatch,

    /// <summary>Whether the right choice has the most mass: discontinuous, larger is better.</summary>
    MultipleChoiceGrade,

    /// <summary>Wrong tokens per answer, L (1 - p): linear in the error per token, smaller is better.</summary>
    TokenEditDistance,

    /// <summary>Squared error of the probabilities summed over choices: continuous, smaller is better.</summary>
    BrierScore,
}
