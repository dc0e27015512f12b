using Presage.Models;

namespace Presage.Evaluations;

/// <summary>One number as a log states it, before names are resolved and values checked.</summary>
public sealed record ReportedResult
{
    /// <summary>The model's name as printed.</summary>
    public required string Model { get; init; }

    /// <summary>What the input itself says of the model (size, tokens, family); null where it says nothing. It overrides the catalogue.</summary>
    public ModelFacts? Facts { get; init; }

    /// <summary>Revision as printed, such as <c>step143000</c>; null where none is given.</summary>
    public string? Revision { get; init; }

    /// <summary>Optimiser steps of the checkpoint where given apart from the revision.</summary>
    public long? Step { get; init; }

    /// <summary>Tokens seen at the checkpoint where given.</summary>
    public double? CheckpointTokens { get; init; }

    /// <summary>Training compute at the checkpoint where given.</summary>
    public double? CheckpointCompute { get; init; }

    /// <summary>Pre-training loss of these weights where given, in nats per token.</summary>
    public double? Loss { get; init; }

    /// <summary>Seed of the training run, where given.</summary>
    public long? Seed { get; init; }

    /// <summary>Name of the training run, where several of one model exist.</summary>
    public string? Run { get; init; }

    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>The metric's name as printed, without filter.</summary>
    public required string Metric { get; init; }

    /// <summary>The answer filter (lm-evaluation-harness 0.4), such as <c>strict-match</c>; null where none or <c>none</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>Examples in the prompt; null where the log does not say.</summary>
    public int? Shots { get; init; }

    /// <summary>The value as printed. May be NaN or infinite; the check comes later.</summary>
    public required double Value { get; init; }

    /// <summary>The standard error as printed; null where absent or <c>N/A</c>.</summary>
    public double? StandardError { get; init; }

    /// <summary>Test items the value is a mean of; null where the log does not say.</summary>
    public long? Samples { get; init; }

    /// <summary>Score of a guesser, where the input gives it; it overrides the catalogue.</summary>
    public double? Chance { get; init; }

    /// <summary>Whether larger is better, where the log says so.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>Where the number stands.</summary>
    public required Origin Origin { get; init; }
}
