using System.Collections.Immutable;
using Presage.Metrics;

namespace Presage.Curves;

/// <summary>One task under one metric, for one family and number of shots, over models or over one model's checkpoints.</summary>
public sealed record ScalingCurve
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The metric.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The answer filter; null where none.</summary>
    public string? Filter { get; init; }

    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>Examples in the prompt; null where unknown.</summary>
    public int? Shots { get; init; }

    /// <summary>Over sizes or checkpoints.</summary>
    public required CurveOver Over { get; init; }

    /// <summary>The model whose checkpoints these are; null over sizes.</summary>
    public string? Model { get; init; }

    /// <summary>The training run whose checkpoints these are, where the model has several; else null.</summary>
    public string? TrainingRun { get; init; }

    /// <summary>The seed of the run whose checkpoints these are, where known; else null.</summary>
    public long? Seed { get; init; }

    /// <summary>Over sizes: the training step at which all models are compared; null for finished models or each model's last checkpoint.</summary>
    public long? Step { get; init; }

    /// <summary>Score of a guesser; null where unknown or meaningless.</summary>
    public double? Chance { get; init; }

    /// <summary>The axis on which the points are ordered and laws are fitted; null where the points have no common axis.</summary>
    public ScaleAxis? Axis { get; init; }

    /// <summary>
    /// Ordered along <see cref="Axis"/>, ties by place in training; an untrained checkpoint, which no logarithmic axis can show, comes first,
    /// other points without a place come last.
    /// </summary>
    public required ImmutableArray<CurvePoint> Points { get; init; }

    /// <summary>The points that have a place on the axis; all of them where there is no axis.</summary>
    public ImmutableArray<CurvePoint> Placed => Axis is { } axis ? [.. Points.Where(point => point.At(axis) is not null)] : Points;

    /// <summary>The points that laws and descriptions may use: with a place on the axis, and without a conflicting claim; none where there is no axis.</summary>
    public ImmutableArray<CurvePoint> Usable => Axis is null ? [] : [.. Placed.Where(point => !point.Conflicting)];

    /// <summary>The points at the two ends of the axis; null for a curve without a point on it.</summary>
    public (CurvePoint First, CurvePoint Last)? Ends => Placed is [var first, ..] placed ? (first, placed[^1]) : null;

    /// <summary>Metric name with filter, such as <c>exact_match,strict-match</c>.</summary>
    public string MetricName => Filter is null ? Metric.Name : $"{Metric.Name},{Filter}";
}
