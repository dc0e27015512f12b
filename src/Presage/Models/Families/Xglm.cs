using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>XGLM (Lin et al. 2022).</summary>
/// <remarks>
/// Parameters are counted from the released configurations (vocabulary 256,008, sinusoidal positions). 4.5B read a wider set of languages than the others.
/// </remarks>
internal static class Xglm
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("xglm-564M", 302_311_424, 564_463_616),
        Card("xglm-1.7B", 1_208_602_624, 1_732_907_008),
        Card("xglm-2.9B", 2_417_201_152, 2_941_505_536),
        Card("xglm-4.5B", 4_028_207_104, 4_552_511_488),
        Card("xglm-7.5B", 6_444_163_072, 7_492_771_840),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total) => new()
    {
        Family = "XGLM",
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(500e9),
        Source = "Lin et al. 2022 (XGLM), section 2, and model pages; parameters counted from the released configuration",
    };
}
