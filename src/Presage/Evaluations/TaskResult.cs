using System.Collections.Immutable;
using Presage.Metrics;

namespace Presage.Evaluations;

/// <summary>The score of one set of weights on one task under one metric, checked and with names resolved.</summary>
public sealed record TaskResult
{
    /// <summary>The weights.</summary>
    public required ModelRun Run { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The metric.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The answer filter; null where none.</summary>
    public string? Filter { get; init; }

    /// <summary>Examples in the prompt; null where unknown.</summary>
    public int? Shots { get; init; }

    /// <summary>The score, in the metric's unit and range.</summary>
    public required double Value { get; init; }

    /// <summary>Its standard error; null where unknown. A stated 0 at a success rate of 0 or 1 is not believed and is null.</summary>
    public double? StandardError { get; init; }

    /// <summary>Test items; null where unknown.</summary>
    public long? Samples { get; init; }

    /// <summary>Where <see cref="Samples"/> comes from.</summary>
    public SampleSource SampleSource { get; init; }

    /// <summary>Score of a guesser; null where unknown or meaningless.</summary>
    public double? Chance { get; init; }

    /// <summary>True where another input claims a different value for the same result.</summary>
    public bool Conflicting { get; init; }

    /// <summary>Where the score was read; several where inputs agree.</summary>
    public required ImmutableArray<Origin> Origins { get; init; }
}
