using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>OLMo (Groeneveld et al. 2024) with its 2024 revisions, and OLMo 2 (OLMo team 2025).</summary>
/// <remarks>
/// The revisions of April and July 2024 have other data and stages, so they are families of their own. Parameters are counted from the released
/// configurations; only OLMo 1B ties the output head. Tokens as on the model pages. Steps are placed on the token axis for the first release
/// (2,048 sequences of 2,048 tokens at 1B, 2,160 at 7B) and for OLMo 2's first stage.
/// </remarks>
internal static class Olmo
{
    private const string First = "Groeneveld et al. 2024 (OLMo), Table 1, and model page";
    private const string Second = "OLMo team 2025 (OLMo 2), and model page";

    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("OLMo", "OLMo-1B", 1_073_741_824, 1_176_764_416, 3e12, 4_194_304, First),
        Card("OLMo", "OLMo-7B", 6_476_005_376, 6_888_095_744, 2.46e12, 4_423_680, First),
        Card("OLMo 0424", "OLMo-7B-0424", 6_476_005_376, 6_888_095_744, 2.05e12, null, "OLMo 7B April 2024 model page", "OLMo-1.7-7B"),
        Card("OLMo 0724", "OLMo-1B-0724", 1_073_741_824, null, 3.05e12, null, "OLMo 1B July 2024 model page"),
        Card("OLMo 0724", "OLMo-7B-0724", 6_476_005_376, 6_888_095_744, 2.75e12, null, "OLMo 7B July 2024 model page"),
        Card("OLMo 2", "OLMo-2-0425-1B", 1_073_874_944, 1_484_916_736, 4e12, 2_097_152, Second, "OLMo-2-1B"),
        Card("OLMo 2", "OLMo-2-1124-7B", 6_476_533_760, 7_298_617_344, 4e12, 4_194_304, Second, "OLMo-2-7B", "OLMo-2-7B-1124"),
        Card("OLMo 2", "OLMo-2-1124-13B", 12_688_593_920, 13_716_198_400, 5e12, 8_388_608, Second, "OLMo-2-13B", "OLMo-2-13B-1124"),
        Card("OLMo 2", "OLMo-2-0325-32B", 31_206_675_456, 32_234_279_936, 6e12, 8_388_608, Second, "OLMo-2-32B"),
    ];

    private static ModelCard Card(
        string family, string name, double nonEmbedding, double? total, double tokens, double? tokensPerStep, string source, params ReadOnlySpan<string> aliases) => new()
        {
            Family = family,
            Name = name,
            Aliases = [.. aliases],
            NonEmbeddingParameters = Params.From(nonEmbedding),
            TotalParameters = total is { } all ? Params.From(all) : null,
            TrainingTokens = Tokens.From(tokens),
            TokensPerStep = tokensPerStep is { } perStep ? Tokens.From(perStep) : null,
            Source = $"{source}; parameters counted from the released configuration",
        };
}
