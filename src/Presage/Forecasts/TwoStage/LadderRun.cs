using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Forecasts.TwoStage;

/// <summary>One training run of a ladder as evaluated along the way: the loss on a task's right answers, and the score.</summary>
/// <remarks>Equality compares the arrays by reference.</remarks>
internal sealed record LadderRun
{
    /// <summary>Checkpoints at the end of a run whose mean stands for it, as in Bhagia et al. (2024): single evaluations are noisy.</summary>
    public const int FinalCheckpoints = 5;

    /// <summary>One training run.</summary>
    /// <param name="parameters">N, counted in one way for all runs; null where unknown.</param>
    /// <param name="tokens">D at the end; null where unknown.</param>
    /// <param name="compute">C at the end; above 0.</param>
    /// <param name="losses">Shape [checkpoints]; in the order of training; at least one.</param>
    /// <param name="scores">Shape [checkpoints]; in [0, 1].</param>
    /// <exception cref="ArgumentException">There is no checkpoint, or not as many scores as losses.</exception>
    public LadderRun(Params? parameters, Tokens? tokens, Flops compute, ImmutableArray<double> losses, ImmutableArray<double> scores)
    {
        ArgumentOutOfRangeException.ThrowIfZero(compute.Count, nameof(compute));
        if (losses.IsEmpty || losses.Length != scores.Length)
            throw new ArgumentException($"{scores.Length} scores for {losses.Length} losses; both need at least one.", nameof(scores));
        (Parameters, Tokens, Compute, Losses, Scores) = (parameters, tokens, compute, losses, scores);
    }

    /// <summary>N; null where unknown.</summary>
    public Params? Parameters { get; }

    /// <summary>D at the end of the run; null where unknown.</summary>
    public Tokens? Tokens { get; }

    /// <summary>Shape [checkpoints].</summary>
    public ImmutableArray<double> Losses { get; }

    /// <summary>Shape [checkpoints].</summary>
    public ImmutableArray<double> Scores { get; }

    /// <summary>C at the end of the run.</summary>
    public Flops Compute { get; }

    /// <summary>The mean of the last checkpoints.</summary>
    public double FinalLoss => Losses.AsSpan()[Math.Max(0, Losses.Length - FinalCheckpoints)..].ToArray().Average();

    /// <summary>The mean of the last checkpoints.</summary>
    public double FinalScore => Scores.AsSpan()[Math.Max(0, Scores.Length - FinalCheckpoints)..].ToArray().Average();

    /// <summary>Losses and scores of the later checkpoints, each a mean of up to five neighbours up to it.</summary>
    /// <param name="skipped">Share of the checkpoints left out at the beginning; from 0 to below 1. The last one stays.</param>
    public (ImmutableArray<double> Losses, ImmutableArray<double> Scores) Trajectory(double skipped)
    {
        int first = Math.Min((int)Math.Ceiling(skipped * Losses.Length), Losses.Length - 1);
        return (MovingAverage(Losses.AsSpan()[first..]), MovingAverage(Scores.AsSpan()[first..]));
    }

    private static ImmutableArray<double> MovingAverage(ReadOnlySpan<double> values)
    {
        ImmutableArray<double>.Builder averages = ImmutableArray.CreateBuilder<double>(values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            double sum = 0;
            int from = Math.Max(0, i + 1 - FinalCheckpoints);
            for (int j = from; j <= i; j++)
                sum += values[j];
            averages.Add(sum / (i + 1 - from));
        }

        return averages.MoveToImmutable();
    }
}
