using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>BLOOM (BigScience Workshop 2022).</summary>
/// <remarks>
/// Totals as on the model pages; non-embedding parameters leave out the 250,880 x d embedding matrix. The earlier names (2b5 for 3b) are aliases.
/// Fine-tuned BLOOMZ models are other models.
/// </remarks>
internal static class Bloom
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("bloom-560m", 302_313_472, 559_214_592, 341e9, "bloom-350m"),
        Card("bloom-1b1", 679_962_624, 1_065_314_304, 341e9, "bloom-1.1b", "bloom-760m"),
        Card("bloom-1b7", 1_208_606_720, 1_722_408_960, 341e9, "bloom-1.7b", "bloom-1b3"),
        Card("bloom-3b", 2_360_304_640, 3_002_557_440, 341e9, "bloom-2b5"),
        Card("bloom-7b1", 6_041_411_584, 7_069_016_064, 341e9, "bloom-7.1b", "bloom-6b3"),
        Card("bloom-176b", 172_650_655_744, 176_247_271_424, 366e9, "bloom"),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total, double tokens, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "BLOOM",
        Name = name,
        Aliases = [.. aliases],
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(tokens),
        Source = "BigScience Workshop 2022 (BLOOM), Table 3, and model pages",
    };
}
