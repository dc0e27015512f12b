using Presage.Models;
using Presage.Units;

namespace Presage.Evaluations;

/// <summary>One set of weights that was evaluated: a model, at a checkpoint, from one training run.</summary>
/// <param name="Card">What is known of the model.</param>
/// <param name="Checkpoint">Where in training; null for the finished model.</param>
/// <param name="Seed">Seed of the training run where several exist; else null.</param>
/// <param name="Run">Name of the training run where several of the same model exist (a rerun, say); else null.</param>
public sealed record ModelRun(ModelCard Card, Checkpoint? Checkpoint = null, long? Seed = null, string? Run = null)
{
    /// <summary>Tokens seen by these weights; null where unknown.</summary>
    public Tokens? Tokens => Checkpoint is null
        ? Card.TrainingTokens
        : Checkpoint.Tokens
            ?? (Checkpoint.Step is { } step && Card.TokensPerStep is { } perStep
                ? Units.Tokens.From(step * perStep.Count)
                : null);

    /// <summary>Training compute spent on these weights, and where that figure comes from; null where unknown.</summary>
    public TrainingCompute? Compute => Checkpoint is null
        ? Card.Compute
        : Checkpoint.StatedCompute is { } stated ? new TrainingCompute(stated, ComputeSource.Stated)
        : Tokens is { } tokens ? Card.ComputeAfter(tokens)
        : null;

    /// <summary>Parameters for the size axis: non-embedding, else active, else total; null where unknown.</summary>
    public Params? Parameters => Card.NonEmbeddingParameters ?? Card.ActiveParameters ?? Card.TotalParameters;

    /// <summary>Pre-training loss of these weights; null where unknown. A card's loss is that of the finished model.</summary>
    public Nats? Loss => Checkpoint is null ? Card.PretrainingLoss : Checkpoint.Loss;
}
