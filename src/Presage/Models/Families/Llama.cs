using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>LLaMA, Llama 2, Llama 3 and Llama 3.1 (Touvron et al. 2023a, 2023b; Grattafiori et al. 2024).</summary>
/// <remarks>
/// Each generation has its own data and so is a family of its own. Parameters are counted from the released configurations; input embedding and output head are untied.
/// The tokens of Llama 3 and 3.1 are printed as "15T+"; for 405B the paper gives 15.6T tokens and 3.8e25 operations.
/// </remarks>
internal static class Llama
{
    private const string First = "Touvron et al. 2023a (LLaMA), Table 2";
    private const string Second = "Touvron et al. 2023b (Llama 2), Table 1";
    private const string Third = "Llama 3 model page, 15T+ tokens";
    private const string ThirdPointOne = "Llama 3.1 model page, 15T+ tokens";

    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("LLaMA", "LLaMA-7B", 6_476_271_616, 6_738_415_616, 1.0e12, First, "llama-1-7b", "llama1-7b"),
        Card("LLaMA", "LLaMA-13B", 12_688_184_320, 13_015_864_320, 1.0e12, First, "llama-1-13b", "llama1-13b"),
        Card("LLaMA", "LLaMA-33B", 32_102_959_616, 32_528_943_616, 1.4e12, First, "llama-30b", "llama-1-33b", "llama-1-30b", "llama1-33b", "llama1-30b"),
        Card("LLaMA", "LLaMA-65B", 64_761_372_672, 65_285_660_672, 1.4e12, First, "llama-1-65b", "llama1-65b"),
        Card("Llama 2", "Llama-2-7b", 6_476_271_616, 6_738_415_616, 2.0e12, Second),
        Card("Llama 2", "Llama-2-13b", 12_688_184_320, 13_015_864_320, 2.0e12, Second),
        Card("Llama 2", "Llama-2-70b", 68_452_360_192, 68_976_648_192, 2.0e12, Second),
        Card("Llama 3", "Llama-3-8B", 6_979_588_096, 8_030_261_248, 15e12, Third, "Meta-Llama-3-8B"),
        Card("Llama 3", "Llama-3-70B", 68_452_360_192, 70_553_706_496, 15e12, Third, "Meta-Llama-3-70B"),
        Card("Llama 3.1", "Llama-3.1-8B", 6_979_588_096, 8_030_261_248, 15e12, ThirdPointOne, "Meta-Llama-3.1-8B"),
        Card("Llama 3.1", "Llama-3.1-70B", 68_452_360_192, 70_553_706_496, 15e12, ThirdPointOne, "Meta-Llama-3.1-70B"),
        Card("Llama 3.1", "Llama-3.1-405B", 401_650_696_192, 405_853_388_800, 15.6e12, "Grattafiori et al. 2024 (Llama 3), section 3", "Meta-Llama-3.1-405B") with
        {
            StatedCompute = Flops.From(3.8e25),
        },
    ];

    private static ModelCard Card(
        string family, string name, double nonEmbedding, double total, double tokens, string source, params ReadOnlySpan<string> aliases) => new()
        {
            Family = family,
            Name = name,
            Aliases = [.. aliases],
            NonEmbeddingParameters = Params.From(nonEmbedding),
            TotalParameters = Params.From(total),
            TrainingTokens = Tokens.From(tokens),
            Source = $"{source}; parameters counted from the released configuration",
        };
}
