using Presage.Units;

namespace Presage.Evaluations;

/// <summary>A point in one training run.</summary>
/// <param name="Step">Optimiser steps done; null where only tokens are known.</param>
/// <param name="Tokens">Tokens seen; null where unknown.</param>
public sealed record Checkpoint(long? Step, Tokens? Tokens)
{
    /// <summary>Training compute up to here, where the input states it.</summary>
    public Flops? StatedCompute { get; init; }

    /// <summary>Pre-training loss per token here, where the input states it.</summary>
    public Nats? Loss { get; init; }
}
