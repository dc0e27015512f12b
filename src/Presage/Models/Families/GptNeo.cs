using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>GPT-Neo, GPT-J and GPT-NeoX (Black et al. 2021, 2022; Wang and Komatsuzaki 2021).</summary>
/// <remarks>
/// Three projects with different architectures: three families. Parameters are counted from the released configurations; tokens as on the model pages,
/// for GPT-NeoX-20B 150,000 steps of 1,538 sequences of 2,048 tokens.
/// </remarks>
internal static class GptNeo
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("GPT-Neo", "gpt-neo-125m", 85_028_352, 125_198_592, 300e9, "GPT-Neo model page"),
        Card("GPT-Neo", "gpt-neo-1.3B", 1_208_455_168, 1_315_575_808, 380e9, "GPT-Neo model page"),
        Card("GPT-Neo", "gpt-neo-2.7B", 2_517_406_720, 2_651_307_520, 420e9, "GPT-Neo model page"),
        Card("GPT-J", "gpt-j-6B", 5_637_955_584, 6_050_882_784, 402e9, "GPT-J model page"),
        Card("GPT-NeoX", "gpt-neox-20b", 19_934_859_264, 20_554_567_680, 150_000 * 3_149_824d, "Black et al. 2022 (GPT-NeoX-20B), section 2") with
        {
            TokensPerStep = Tokens.From(3_149_824),
        },
    ];

    private static ModelCard Card(string family, string name, double nonEmbedding, double total, double tokens, string source) => new()
    {
        Family = family,
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(tokens),
        Source = $"{source}; parameters counted from the released configuration",
    };
}
