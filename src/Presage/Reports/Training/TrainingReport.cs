using System.Collections.Immutable;
using Presage.Laws;
using Presage.Units;

namespace Presage.Reports.Training;

/// <summary>What a report can say beyond results where the models were trained for it: each ladder's training and transitions.</summary>
/// <param name="Ladders">In the order in which they are shown; at least one.</param>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record TrainingReport(ImmutableArray<TrainedLadder> Ladders);

/// <summary>One ladder: sizes of one task and recipe, each with several seeds.</summary>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record TrainedLadder
{
    /// <summary>The task as results name it.</summary>
    public required string Task { get; init; }

    /// <summary>The arm of a study; null where the task has one ladder.</summary>
    public string? Arm { get; init; }

    /// <summary>What the task asks, by example: <c>012+345=0357</c>.</summary>
    public required string Example { get; init; }

    /// <summary>Test problems, the same for all models.</summary>
    public required int TestProblems { get; init; }

    /// <summary>By compute, rising.</summary>
    public required ImmutableArray<TrainedRung> Rungs { get; init; }

    /// <summary>How each score changes along the ladder; empty below two rungs.</summary>
    public ImmutableArray<ScoreTransition> Transitions { get; init; } = [];
}

/// <summary>One size of a ladder.</summary>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record TrainedRung
{
    /// <summary>Short name: <c>d16</c>, say.</summary>
    public required string Label { get; init; }

    /// <summary>C = 6 N D.</summary>
    public required Flops TrainingCompute { get; init; }

    /// <summary>N that a token passes through.</summary>
    public required Params NonEmbeddingParameters { get; init; }

    /// <summary>D.</summary>
    public required Tokens TrainingTokens { get; init; }

    /// <summary>By seed.</summary>
    public required ImmutableArray<TrainedRun> Runs { get; init; }
}

/// <summary>One model.</summary>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record TrainedRun
{
    /// <summary>Of its initial values and training problems.</summary>
    public required long Seed { get; init; }

    /// <summary>Training loss over its course, thinned to what a chart shows.</summary>
    public required ImmutableArray<StepLoss> Losses { get; init; }

    /// <summary>Its scores over training, where it was tested on the way; the last is of the finished model.</summary>
    public required ImmutableArray<StepScores> Scores { get; init; }

    /// <summary>Scores of the finished model.</summary>
    public StepScores Final => Scores[^1];
}

/// <summary>Training loss about a step.</summary>
/// <param name="Step">From 1.</param>
/// <param name="Loss">Mean cross-entropy per answer token of the training batches since the point before, nats.</param>
public readonly record struct StepLoss(int Step, double Loss);

/// <summary>Scores of a model on the test after some steps.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="CrossEntropy">Per token of the right answers, nats.</param>
/// <param name="ExactMatch">Share of problems answered exactly.</param>
/// <param name="EditDistance">Mean edit distance of the greedy output from the right answer, tokens (characters).</param>
/// <param name="PositionAccuracy">Shape [characters of an answer]; share correct there, after right characters before.</param>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record StepScores(int Step, double CrossEntropy, double ExactMatch, double EditDistance, ImmutableArray<double> PositionAccuracy);

/// <summary>How a score changes along a ladder.</summary>
/// <param name="Score">Its name as printed.</param>
/// <param name="Width">From a tenth to nine tenths of the way, in decades of compute.</param>
/// <param name="LessThanCrossEntropy">Width less that of the cross-entropy, draw by draw; null for the cross-entropy itself.</param>
/// <param name="Halfway">log10 of the compute where half of the way is done.</param>
/// <param name="Thresholds">Where it reaches stated values.</param>
/// <remarks>Compares arrays by reference.</remarks>
public sealed record ScoreTransition(
    string Score, TransitionEstimate Width, TransitionEstimate? LessThanCrossEntropy, TransitionEstimate Halfway, ImmutableArray<ScoreThreshold> Thresholds);

/// <summary>The compute at which a score reaches a value.</summary>
/// <param name="Value">In the unit of the score.</param>
/// <param name="Compute">log10 of FLOPs.</param>
public sealed record ScoreThreshold(double Value, TransitionEstimate Compute);
