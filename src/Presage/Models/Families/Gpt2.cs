using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>GPT-2 (Radford et al. 2019).</summary>
/// <remarks>
/// Parameters are counted from the released configurations; the paper's Table 2 prints other totals, which its authors corrected.
/// The tokens seen were not published.
/// </remarks>
internal static class Gpt2
{
    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("gpt2", 85_056_000, 124_439_808, "gpt2-small", "gpt2-124m"),
        Card("gpt2-medium", 302_311_424, 354_823_168, "gpt2-355m"),
        Card("gpt2-large", 708_390_400, 774_030_080, "gpt2-774m"),
        Card("gpt2-xl", 1_475_561_600, 1_557_611_200, "gpt2-1.5b"),
    ];

    private static ModelCard Card(string name, double nonEmbedding, double total, params ReadOnlySpan<string> aliases) => new()
    {
        Family = "GPT-2",
        Name = name,
        Aliases = [.. aliases],
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        Source = "Radford et al. 2019, Table 2 for layers and width; parameters counted from the released configuration",
    };
}
