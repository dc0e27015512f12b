using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Falcon and Falcon RW (Almazrouei et al. 2023; Penedo et al. 2023).</summary>
/// <remarks>
/// Falcon RW read RefinedWeb alone and has another architecture: a family of its own. Parameters are counted from the released configurations;
/// the output head shares the input embedding, and counts once even where the released files store it twice.
/// </remarks>
internal static class Falcon
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("Falcon", "falcon-7b", 6_626_251_648, 6_921_720_704, 1.5e12),
        Card("Falcon", "falcon-40b", 40_770_617_344, 41_303_293_952, 1.0e12),
        Card("Falcon", "falcon-180b", 177_591_612_416, 178_557_088_768, 3.5e12),
        Card("Falcon RW", "falcon-rw-1b", 1_208_602_624, 1_311_625_216, 350e9),
        Card("Falcon RW", "falcon-rw-7b", 7_249_682_432, 7_516_020_736, 350e9),
    ];

    private static ModelCard Card(string family, string name, double nonEmbedding, double total, double tokens) => new()
    {
        Family = family,
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(tokens),
        Source = "Almazrouei et al. 2023 (Falcon) and Penedo et al. 2023 (RefinedWeb), model pages; parameters counted from the released configuration",
    };
}
