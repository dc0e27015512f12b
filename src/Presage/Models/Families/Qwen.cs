using System.Collections.Immutable;
using Presage.Units;

namespace Presage.Models.Families;

/// <summary>Qwen1.5, Qwen2 and Qwen2.5 base models (Qwen team 2024).</summary>
/// <remarks>
/// Parameters are counted from the released configurations; the model pages print the same, rounded. Tokens: none published for Qwen1.5; Table 1 of the Qwen2
/// report per size; 18T for Qwen2.5, which its report gives for the series and not by size. Qwen2-57B-A14B was started from Qwen2-7B, so that the 4.5T tokens of
/// its second training are not all it saw, and it has none here. Active parameters of the mixtures leave out the embeddings.
/// </remarks>
internal static class Qwen
{
    private const string OnePointFive = "Qwen1.5 model page; parameters counted from the released configuration";
    private const string Two = "Qwen2 technical report 2024, Table 1; parameters counted from the released configuration";
    private const string TwoPointFive = "Qwen2.5 technical report 2024, section 3: 18T tokens for the series; parameters counted from the released configuration";

    public static ImmutableArray<ModelCard> Cards() =>
    [
        Card("Qwen1.5", "Qwen1.5-0.5B", 308_405_248, 463_987_712, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-1.8B", 1_214_498_816, 1_836_828_672, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-4B", 3_172_456_960, 3_950_369_280, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-7B", 6_476_664_832, 7_721_324_544, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-14B", 12_610_155_520, 14_167_290_880, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-32B", 30_955_082_752, 32_512_218_112, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-72B", 69_796_503_552, 72_287_920_128, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-110B", 108_718_497_792, 111_209_914_368, null, OnePointFive),
        Card("Qwen1.5", "Qwen1.5-MoE-A2.7B", 13_693_454_336, 14_315_784_192, null, OnePointFive) with { ActiveParameters = Params.From(2_066_843_648) },
        Card("Qwen2", "Qwen2-0.5B", 357_898_112, 494_032_768, 12e12, Two),
        Card("Qwen2", "Qwen2-1.5B", 1_310_340_608, 1_543_714_304, 7e12, Two),
        Card("Qwen2", "Qwen2-7B", 6_525_621_760, 7_615_616_512, 7e12, Two),
        Card("Qwen2", "Qwen2-72B", 70_214_787_072, 72_706_203_648, 7e12, Two),
        Card("Qwen2", "Qwen2-57B-A14B", 56_319_581_696, 57_408_658_944, null, Two) with { ActiveParameters = Params.From(13_160_193_536) },
        Card("Qwen2.5", "Qwen2.5-0.5B", 357_898_112, 494_032_768, 18e12, TwoPointFive),
        Card("Qwen2.5", "Qwen2.5-1.5B", 1_310_340_608, 1_543_714_304, 18e12, TwoPointFive),
        Card("Qwen2.5", "Qwen2.5-3B", 2_774_773_760, 3_085_938_688, 18e12, TwoPointFive),
        Card("Qwen2.5", "Qwen2.5-7B", 6_525_621_760, 7_615_616_512, 18e12, TwoPointFive),
        Card("Qwen2.5", "Qwen2.5-14B", 13_212_898_304, 14_770_033_664, 18e12, TwoPointFive),
        Card("Qwen2.5", "Qwen2.5-32B", 31_206_740_992, 32_763_876_352, 18e12, TwoPointFive),
        Card("Qwen2.5", "Qwen2.5-72B", 70_214_787_072, 72_706_203_648, 18e12, TwoPointFive),
    ];

    private static ModelCard Card(string family, string name, double nonEmbedding, double total, double? tokens, string source) => new()
    {
        Family = family,
        Name = name,
        NonEmbeddingParameters = Params.From(nonEmbedding),
        TotalParameters = Params.From(total),
        TrainingTokens = tokens is { } seen ? Tokens.From(seen) : null,
        Source = source,
    };
}
