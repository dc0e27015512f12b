using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>GPT-3 (Brown et al. 2020).</summary>
/// <remarks>
/// Totals, compute and tokens as in Table D.1. Non-embedding parameters are counted for the GPT-2 architecture with the layers and widths of Table 2.1,
/// as 12 L d^2 + 13 L d + 2 d; for 13B with d = 5120, since the 5140 printed there does not give the printed total.
/// The API names ada, babbage, curie and davinci are left out: their sizes were never stated.
/// </remarks>
internal static class Gpt3
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("gpt3-125m", 85_056_000, 125e6, 2.25e20, "gpt3-small"),
        Card("gpt3-350m", 302_311_424, 356e6, 6.41e20, "gpt3-medium", "gpt3-356m"),
        Card("gpt3-760m", 679_959_552, 760e6, 1.37e21, "gpt3-large"),
        Card("gpt3-1.3b", 1_208_602_624, 1320e6, 2.38e21, "gpt3-xl", "gpt3-1.32b"),
        Card("gpt3-2.7b", 2_517_652_480, 2650e6, 4.77e21, "gpt3-2.65b"),
        Card("gpt3-6.7b", 6_444_163_072, 6660e6, 1.20e22, "gpt3-6.66b"),
        Card("gpt3-13b", 12_585_584_640, 12850e6, 2.31e22, "gpt3-12.85b"),
        Card("gpt3-175b", 173_961_535_488, 174600e6, 3.14e23, "gpt3-174.6b"),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total, double compute, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "GPT-3",
        Name = name,
        Aliases = [.. aliases],
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(300e9),
        StatedCompute = Flops.From(compute),
        Source = "Brown et al. 2020, Tables 2.1 and D.1",
    };
}
