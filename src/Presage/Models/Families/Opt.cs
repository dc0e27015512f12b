using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>OPT (Zhang et al. 2022).</summary>
/// <remarks>
/// Parameters are counted from the released configurations (vocabulary 50,272 and 2,050 positions); the factors of the embedding of 350m count as non-embedding.
/// The corpus has 180 billion tokens, read for 300 billion (section 2.2).
/// </remarks>
internal static class Opt
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("opt-125m", 85_056_000, 125_239_296),
        Card("opt-350m", 303_357_952, 331_196_416),
        Card("opt-1.3b", 1_208_602_624, 1_315_758_080),
        Card("opt-2.7b", 2_517_652_480, 2_651_596_800),
        Card("opt-6.7b", 6_444_163_072, 6_658_473_984),
        Card("opt-13b", 12_585_584_640, 12_853_473_280),
        Card("opt-30b", 29_599_496_192, 29_974_540_288),
        Card("opt-66b", 65_237_501_952, 65_719_701_504),
        Card("opt-175b", 173_961_535_488, 174_604_468_224),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total) => new()
    {
        Family = "OPT",
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(300e9),
        Source = "Zhang et al. 2022 (OPT), Table 1 and section 2.2; parameters counted from the released configuration",
    };
}
