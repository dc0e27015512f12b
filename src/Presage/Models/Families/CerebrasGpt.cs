using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Cerebras-GPT (Dey et al. 2023), trained for 20 tokens per parameter.</summary>
/// <remarks>
/// Parameters are counted from the released configurations. Tokens are steps x batch of the model page; 13B changed its batch during training, so its steps
/// have no fixed length and its tokens are the printed 257 billion.
/// </remarks>
internal static class CerebrasGpt
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("Cerebras-GPT-111M", 70_880_256, 111_050_496, 9_037 * 245_760d, 245_760),
        Card("Cerebras-GPT-256M", 199_069_184, 255_977_024, 9_468 * 540_672d, 540_672),
        Card("Cerebras-GPT-590M", 509_970_432, 590_310_912, 21_836 * 540_672d, 540_672),
        Card("Cerebras-GPT-1.3B", 1_208_602_624, 1_315_723_264, 24_334 * 1_081_344d, 1_081_344),
        Card("Cerebras-GPT-2.7B", 2_517_652_480, 2_651_553_280, 49_041 * 1_081_344d, 1_081_344),
        Card("Cerebras-GPT-6.7B", 6_444_163_072, 6_658_404_352, 62_522 * 2_129_920d, 2_129_920),
        Card("Cerebras-GPT-13B", 12_585_584_640, 12_853_386_240, 257e9, null),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total, double tokens, double? tokensPerStep) => new()
    {
        Family = "Cerebras-GPT",
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(tokens),
        TokensPerStep = tokensPerStep is { } perStep ? Tokens.From(perStep) : null,
        Source = "Dey et al. 2023 (Cerebras-GPT), and model pages; parameters counted from the released configuration",
    };
}
