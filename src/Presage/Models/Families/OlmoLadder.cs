using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>The OLMo 2 model ladder (Bhagia et al. 2024): five sizes at 0.5 to 10 times the Chinchilla-optimal length, and its two targets.</summary>
/// <remarks>
/// The paper's N, which its laws use and which stands here as non-embedding parameters, leaves out the input embedding but counts the untied output head.
/// The total adds the input embedding (vocabulary 100,352). Run <c>190M-2xC</c> saw 2 x 20 tokens per parameter; tokens are steps x batch of the released logs.
/// Runs named <c>-rerun</c> were trained again from scratch and are a family of their own.
/// </remarks>
internal static class OlmoLadder
{
    private static readonly ImmutableArray<Size> Sizes =
    [
        new("190M", 190_354_176, 267_424_512, 524_288, [3_641, 7_272, 14_533, 36_318, 72_625]),
        new("370M", 371_262_464, 474_022_912, 786_432, [4_731, 9_452, 18_894, 47_219, 94_427]),
        new("760M", 758_220_288, 912_360_960, 1_310_720, [5_795, 11_580, 23_150, 57_858, 115_706]),
        new("1B", 1_279_395_840, 1_484_916_736, 1_572_864, [8_145, 16_279, 32_547, 81_352, 162_694]),
        new("3B", 3_169_537_280, 3_503_508_736, 3_145_728, [10_086, 20_162, 40_313, 100_767, 201_524]),
    ];

    private static readonly ImmutableArray<string> Lengths = ["0.5xC", "1xC", "2xC", "5xC", "10xC"];

    public static ImmutableArray<ModelCard> Cards() =>
    [
        .. Sizes.SelectMany(size => Lengths.Select((length, i) => Run(size, length, size.Steps[i]))),
        .. Sizes.Select(size => Run(size, "1xC", size.Steps[1]) with { Family = "OLMo 2 ladder rerun", Name = $"{size.Name}-1xC-rerun", Aliases = [] }),
        Card("7B-4T", 6_887_575_552, 7_298_617_344, 3_945_065_873_408, 4_194_304, "peteish7"),
        Card("13B-5T", 13_202_396_160, 13_716_198_400, 596_057d * 8_388_608, 8_388_608, "peteish13"),
    ];

    private static ModelCard Run(Size size, string length, double steps)
    {
        ModelCard card = Card($"{size.Name}-{length}", size.WithoutInputEmbedding, size.Total, steps * size.TokensPerStep, size.TokensPerStep);
        return size.Name == "1B" ? card with { Aliases = [$"1.3B-{length}"] } : card;
    }

    private static ModelCard Card(string name, double withoutInputEmbedding, double total, double tokens, double tokensPerStep, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "OLMo 2 ladder",
        Name = name,
        Aliases = [.. aliases],
        NonEmbeddingParameters = Params.From(withoutInputEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = Tokens.From(tokens),
        TokensPerStep = Tokens.From(tokensPerStep),
        Source = "Bhagia et al. 2024 (Establishing task scaling laws), Table 1, and its released run logs; N counts the output head",
    };

    private sealed record Size(string Name, double WithoutInputEmbedding, double Total, double TokensPerStep, ImmutableArray<double> Steps);
}
