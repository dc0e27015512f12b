using System.Collections.Immutable;

namespace Presage.Evaluations;

/// <summary>What one set of weights did on one item of a task, as a log states it.</summary>
/// <remarks>Compares <see cref="Scores"/> by reference.</remarks>
public sealed record Sample
{
    /// <summary>The weights.</summary>
    public required ReportedWeights Weights { get; init; }

    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>Examples in the prompt; null where the log does not say.</summary>
    public int? Shots { get; init; }

    /// <summary>The item, by a key that is the same for every model; null where the log does not identify it, so that it is never paired.</summary>
    public string? Item { get; init; }

    /// <summary>Which of several evaluations of the item this is (a seed, an epoch); null where there is one.</summary>
    public string? Repeat { get; init; }

    /// <summary>Answers drawn for the item, at least 1: one, or millions whose successes are counted in the score.</summary>
    public long Attempts { get; init; } = 1;

    /// <summary>Its scores, at most one of each metric and filter. A score that was not measured is not in it.</summary>
    public required ImmutableArray<SampleScore> Scores { get; init; }

    /// <summary>Where it stands.</summary>
    public required Origin Origin { get; init; }
}
