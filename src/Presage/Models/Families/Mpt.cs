using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>MPT (MosaicML 2023).</summary>
/// <remarks>
/// Parameters are counted from the released configurations: no biases, no position embedding, output head tied to the input embedding.
/// </remarks>
internal static class Mpt
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("mpt-7b", 6_442_717_184, 6_649_286_656),
        Card("mpt-30b", 29_595_704_320, 29_957_200_896),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total) => new()
    {
        Family = "MPT",
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(1e12),
        Source = "MosaicML 2023 (MPT), model pages; parameters counted from the released configuration",
    };
}
