using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models;

/// <summary>What is known of one trained model, or of one training run whose checkpoints are evaluated.</summary>
/// <remarks>
/// Absent is absent: a quantity that nobody published is null, and no other stands in for it.
/// Equality compares <see cref="Aliases"/> by reference, so compare cards by <see cref="Family"/> and <see cref="Name"/>.
/// </remarks>
public sealed record ModelCard
{
    /// <summary>The family whose members differ in scale and little else, such as <c>Pythia</c>.</summary>
    public required string Family { get; init; }

    /// <summary>The name of this member, unique in the catalogue, such as <c>pythia-70m</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Other names under which logs mention the model; matched as <see cref="ModelCatalogue"/> describes.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Parameters outside the token and position embeddings (and an untied output head).</summary>
    public Params? NonEmbeddingParameters { get; init; }

    /// <summary>All parameters.</summary>
    public Params? TotalParameters { get; init; }

    /// <summary>Parameters that act on one token, where fewer than all do (mixture of experts); null for dense models.</summary>
    public Params? ActiveParameters { get; init; }

    /// <summary>Tokens seen by the end of training, repeats counted.</summary>
    public Tokens? TrainingTokens { get; init; }

    /// <summary>Training compute as the authors state it, for the whole run.</summary>
    public Flops? StatedCompute { get; init; }

    /// <summary>Tokens per optimiser step, which places a checkpoint <c>stepN</c> on the token axis.</summary>
    public Tokens? TokensPerStep { get; init; }

    /// <summary>Pre-training loss per token at the end of training.</summary>
    public Nats? PretrainingLoss { get; init; }

    /// <summary>Name of the model of which this is an independent training run of the same shape; null where none is known. The two differ by seed, data order and small changes of recipe.</summary>
    public string? RetrainingOf { get; init; }

    /// <summary>Where the figures come from: a paper with its table, a model page, or the user's file.</summary>
    public required string Source { get; init; }

    /// <summary>The N of 6ND, and which one it is: active, else non-embedding, else total parameters.</summary>
    /// <returns>Null where no parameter count is known.</returns>
    public (Params Count, ComputeSource Source)? ComputeParameters =>
        ActiveParameters is { } active ? (active, ComputeSource.SixActiveParameters)
        : NonEmbeddingParameters is { } nonEmbedding ? (nonEmbedding, ComputeSource.SixNonEmbeddingParameters)
        : TotalParameters is { } total ? (total, ComputeSource.SixTotalParameters)
        : null;

    /// <summary>Training compute of the finished run: stated, else 6ND.</summary>
    /// <returns>Null where it is not stated and N or D is unknown.</returns>
    public TrainingCompute? Compute =>
        StatedCompute is { } stated ? new TrainingCompute(stated, ComputeSource.Stated)
        : TrainingTokens is { } tokens ? ComputeAfter(tokens)
        : null;

    /// <summary>Training compute after a number of tokens.</summary>
    /// <param name="tokens">Tokens seen so far.</param>
    /// <returns>
    /// The stated compute scaled by the share of training done, where both are known; else 6ND.
    /// Null where neither can be had.
    /// </returns>
    /// <remarks>6ND counts 2N operations per token forward and 4N backward (Kaplan et al. 2020, section 2.1).</remarks>
    public TrainingCompute? ComputeAfter(Tokens tokens)
    {
        if (StatedCompute is { } stated && TrainingTokens is { Count: > 0 } all)
            return new TrainingCompute(Flops.From(stated.Count * (tokens.Count / all.Count)), ComputeSource.Stated);
        return ComputeParameters is var (count, source)
            ? new TrainingCompute(Flops.From(6 * count.Count * tokens.Count), source)
            : null;
    }
}
