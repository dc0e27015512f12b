using System.Collections.Immutable;
using Presage.Models;
using Presage.Units;

namespace Presage.Outcomes;

/// <summary>A <see cref="ModelCard"/> as an import's record writes it: plain numbers, in the units of the card.</summary>
/// <remarks>Compares <see cref="Aliases"/> by reference.</remarks>
public sealed record ImportedCard
{
    /// <summary>See <see cref="ModelCard.Family"/>.</summary>
    public required string Family { get; init; }

    /// <summary>See <see cref="ModelCard.Name"/>.</summary>
    public required string Name { get; init; }

    /// <summary>See <see cref="ModelCard.Aliases"/>.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>See <see cref="ModelCard.NonEmbeddingParameters"/>.</summary>
    public double? NonEmbeddingParameters { get; init; }

    /// <summary>See <see cref="ModelCard.TotalParameters"/>.</summary>
    public double? TotalParameters { get; init; }

    /// <summary>See <see cref="ModelCard.ActiveParameters"/>.</summary>
    public double? ActiveParameters { get; init; }

    /// <summary>See <see cref="ModelCard.TrainingTokens"/>.</summary>
    public double? TrainingTokens { get; init; }

    /// <summary>See <see cref="ModelCard.StatedCompute"/>.</summary>
    public double? StatedCompute { get; init; }

    /// <summary>See <see cref="ModelCard.TokensPerStep"/>.</summary>
    public double? TokensPerStep { get; init; }

    /// <summary>See <see cref="ModelCard.PretrainingLoss"/>.</summary>
    public double? PretrainingLoss { get; init; }

    /// <summary>See <see cref="ModelCard.RetrainingOf"/>.</summary>
    public string? RetrainingOf { get; init; }

    /// <summary>See <see cref="ModelCard.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>A card as it is written.</summary>
    public static ImportedCard From(ModelCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new ImportedCard
        {
            Family = card.Family,
            Name = card.Name,
            Aliases = card.Aliases,
            NonEmbeddingParameters = card.NonEmbeddingParameters?.Count,
            TotalParameters = card.TotalParameters?.Count,
            ActiveParameters = card.ActiveParameters?.Count,
            TrainingTokens = card.TrainingTokens?.Count,
            StatedCompute = card.StatedCompute?.Count,
            TokensPerStep = card.TokensPerStep?.Count,
            PretrainingLoss = card.PretrainingLoss?.Count,
            RetrainingOf = card.RetrainingOf,
            Source = card.Source,
        };
    }

    /// <summary>The card again.</summary>
    public ModelCard ToCard() => new()
    {
        Family = Family,
        Name = Name,
        Aliases = Aliases,
        NonEmbeddingParameters = NonEmbeddingParameters is { } nonEmbedding ? Params.From(nonEmbedding) : null,
        TotalParameters = TotalParameters is { } total ? Params.From(total) : null,
        ActiveParameters = ActiveParameters is { } active ? Params.From(active) : null,
        TrainingTokens = TrainingTokens is { } tokens ? Tokens.From(tokens) : null,
        StatedCompute = StatedCompute is { } compute ? Flops.From(compute) : null,
        TokensPerStep = TokensPerStep is { } perStep ? Tokens.From(perStep) : null,
        PretrainingLoss = PretrainingLoss is { } loss ? Nats.From(loss) : null,
        RetrainingOf = RetrainingOf,
        Source = Source,
    };
}
