using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Mixtral (Jiang et al. 2024).</summary>
/// <remarks>
/// Two of eight experts act on a token; active parameters leave out the embeddings (12.9B and 39B with them, as printed). Tokens were not published.
/// </remarks>
internal static class Mixtral
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("Mixtral-8x7B-v0.1", 46_440_648_704, 46_702_792_704, 12_617_781_248, "Mixtral-8x7B"),
        Card("Mixtral-8x22B-v0.1", 140_227_418_112, 140_620_634_112, 38_758_815_744, "Mixtral-8x22B"),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total, double active, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "Mixtral",
        Name = name,
        Aliases = [.. aliases],
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        ActiveParameters = Params.From(active),
        Source = "Jiang et al. 2024 (Mixtral of Experts), Table 1; parameters counted from the released configuration",
    };
}
