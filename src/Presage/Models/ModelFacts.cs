using Presage.Units;

namespace Presage.Models;

/// <summary>What an input says of a model. Null members say nothing.</summary>
public sealed record ModelFacts
{
    /// <summary>The family.</summary>
    public string? Family { get; init; }

    /// <summary>Non-embedding parameters.</summary>
    public Params? NonEmbeddingParameters { get; init; }

    /// <summary>All parameters.</summary>
    public Params? TotalParameters { get; init; }

    /// <summary>Active parameters of a mixture of experts.</summary>
    public Params? ActiveParameters { get; init; }

    /// <summary>Tokens seen by the end of training.</summary>
    public Tokens? TrainingTokens { get; init; }

    /// <summary>Training compute of the whole run.</summary>
    public Flops? TrainingCompute { get; init; }

    /// <summary>Tokens per optimiser step.</summary>
    public Tokens? TokensPerStep { get; init; }

    /// <summary>Pre-training loss at the end of training, per token.</summary>
    public Nats? PretrainingLoss { get; init; }

    /// <summary>Lays these facts over a card, or makes a card of them where there is none.</summary>
    /// <param name="card">The catalogue's card, or null.</param>
    /// <param name="printedName">The name for a new card.</param>
    /// <param name="source">The source for a new or changed card.</param>
    /// <returns>Null where there is no card and the facts name no family.</returns>
    /// <remarks>
    /// A stated N or D with no stated compute drops the catalogue's stated compute, which belonged to another N or D.
    /// </remarks>
    public ModelCard? Over(ModelCard? card, string printedName, string source)
    {
        if (card is null && Family is null)
            return null;
        card ??= new ModelCard { Family = Family!, Name = printedName, Source = source };
        bool scaleChanged = NonEmbeddingParameters is not null || TotalParameters is not null
            || ActiveParameters is not null || TrainingTokens is not null;
        bool anySize = NonEmbeddingParameters is not null || TotalParameters is not null || ActiveParameters is not null;
        return card with
        {
            Family = Family ?? card.Family,
            NonEmbeddingParameters = anySize ? NonEmbeddingParameters : card.NonEmbeddingParameters,
            TotalParameters = anySize ? TotalParameters : card.TotalParameters,
            ActiveParameters = anySize ? ActiveParameters : card.ActiveParameters,
            TrainingTokens = TrainingTokens ?? card.TrainingTokens,
            StatedCompute = TrainingCompute ?? (scaleChanged ? null : card.StatedCompute),
            TokensPerStep = TokensPerStep ?? card.TokensPerStep,
            PretrainingLoss = PretrainingLoss ?? card.PretrainingLoss,
            Source = this == new ModelFacts { Family = Family } ? card.Source : source,
        };
    }
}
