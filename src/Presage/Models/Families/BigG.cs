using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>BIG-G, the dense models of BIG-bench (Srivastava et al. 2022).</summary>
/// <remarks>
/// Non-embedding parameters as in the published score files, of which the names are roundings; 500,000 steps of 262,144 tokens (appendix A).
/// The sparse models are not among them: their names would be mistaken for these.
/// </remarks>
internal static class BigG
{
    private const double TokensPerStep = 262_144;
    private const double Steps = 500_000;

    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("2m", 2_098_048),
        Card("16m", 16_780_288),
        Card("53m", 56_629_632),
        Card("125m", 134_228_992),
        Card("244m", 262_161_280),
        Card("422m", 453_009_408),
        Card("1b", 1_073_784_832),
        Card("2b", 2_097_218_560),
        Card("4b", 3_623_973_888),
        Card("8b", 8_590_102_528),
        Card("27b", 28_991_404_032),
        Card("128b", 137_440_272_384),
    ];

    private static ModelCard Card(string size, double nonEmbedding) => new()
    {
        Family = "BIG-G",
        Name = $"big-g-{size}",
        Aliases = [$"big-g-{size}-t=0", $"big-g-dense-{size}"],
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TrainingTokens = Tokens.From(TokensPerStep * Steps),
        TokensPerStep = Tokens.From(TokensPerStep),
        Source = "Srivastava et al. 2022 (BIG-bench), appendix A, and the non_embedding_params of its score files",
    };
}
