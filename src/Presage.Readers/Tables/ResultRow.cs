using Presage.Evaluations;
using Presage.Models;
using Presage.Units;

namespace Presage.Readers.Tables;

/// <summary>What a row of a table says besides its numbers: which weights, which task, which prompt.</summary>
/// <param name="Model">The model.</param>
/// <param name="Task">The task.</param>
internal sealed record ResultRow(string Model, string Task)
{
    public string? Family { get; init; }

    public string? Revision { get; init; }

    public long? Step { get; init; }

    public long? Seed { get; init; }

    public string? Run { get; init; }

    public int? Shots { get; init; }

    public long? Samples { get; init; }

    public double? Parameters { get; init; }

    public double? TotalParameters { get; init; }

    public double? ActiveParameters { get; init; }

    public double? Tokens { get; init; }

    public double? Compute { get; init; }

    public double? Loss { get; init; }

    /// <summary>Whether the row names a place in training.</summary>
    public bool NamesCheckpoint => Revision is not null || Step is not null;

    /// <summary>A number of this row; <paramref name="isCheckpoint"/> says whether tokens, compute and loss belong to a checkpoint rather than to the finished model.</summary>
    public ReportedResult Result(string metric, double value, Origin origin, bool isCheckpoint)
    {
        ModelFacts facts = new()
        {
            Family = Family,
            NonEmbeddingParameters = Parameters is { } n ? Params.From(n) : null,
            TotalParameters = TotalParameters is { } total ? Params.From(total) : null,
            ActiveParameters = ActiveParameters is { } active ? Params.From(active) : null,
            TrainingTokens = !isCheckpoint && Tokens is { } tokens ? Units.Tokens.From(tokens) : null,
            TrainingCompute = !isCheckpoint && Compute is { } compute ? Flops.From(compute) : null,
            PretrainingLoss = !isCheckpoint && Loss is { } loss ? Nats.From(loss) : null,
        };
        return new ReportedResult
        {
            Model = Model,
            Facts = facts == new ModelFacts() ? null : facts,
            Revision = Revision,
            Step = Step,
            CheckpointTokens = isCheckpoint ? Tokens : null,
            CheckpointCompute = isCheckpoint ? Compute : null,
            Loss = isCheckpoint ? Loss : null,
            Seed = Seed,
            Run = Run,
            Task = Task,
            Metric = metric,
            Shots = Shots,
            Value = value,
            Samples = Samples,
            Origin = origin,
        };
    }
}
