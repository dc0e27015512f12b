using Presage.Models;
using Presage.Units;

namespace Presage.Tests.Models;

public sealed class BuiltInCardTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.BuiltIn;

    [Theory]
    [InlineData("pythia-70m", 3.40e19, ComputeSource.SixNonEmbeddingParameters)]
    [InlineData("pythia-12b", 2.04e22, ComputeSource.SixNonEmbeddingParameters)]
    [InlineData("gopher-280b", 5.04e23, ComputeSource.SixTotalParameters)]
    [InlineData("chinchilla", 5.88e23, ComputeSource.SixTotalParameters)]
    [InlineData("palm-62b", 2.98e23, ComputeSource.SixTotalParameters)]
    [InlineData("palm-540b", 2.53e24, ComputeSource.SixTotalParameters)]
    [InlineData("big-g-128b", 1.08e23, ComputeSource.SixNonEmbeddingParameters)]
    [InlineData("13B-5T", 3.96e23, ComputeSource.SixNonEmbeddingParameters)]
    [InlineData("gpt3-175b", 3.14e23, ComputeSource.Stated)]
    [InlineData("lamda-137b", 3.55e23, ComputeSource.Stated)]
    [InlineData("Llama-3.1-405B", 3.8e25, ComputeSource.Stated)]
    public void Compute_PublishedModel_IsThePublishedFigure(string name, double operations, ComputeSource source)
    {
        TrainingCompute compute = Catalogue.Find(name)!.Compute!;

        Assert.Equal(operations, compute.Operations.Count, operations * 0.005);
        Assert.Equal(source, compute.Source);
    }

    [Fact]
    public void PythiaSeventyMillion_WithTotalParameters_HasTheOtherPublishedCompute()
    {
        ModelCard card = Catalogue.Find("pythia-70m")!;

        Assert.Equal(299_892_736_000, card.TrainingTokens!.Value.Count);
        Assert.Equal(1.27e20, 6 * card.TotalParameters!.Value.Count * card.TrainingTokens.Value.Count, 0.005e20);
        Assert.Equal(1000 * 2_097_152d, 1000 * card.TokensPerStep!.Value.Count);
    }

    // Layers, width and vocabulary (with positions, and twice where the output head is untied) of the released configurations.
    [Theory]
    [InlineData("gpt2", 12, 768, 50_257 + 1_024)]
    [InlineData("gpt2-xl", 48, 1_600, 50_257 + 1_024)]
    [InlineData("pythia-14m", 6, 128, 2 * 50_304)]
    [InlineData("pythia-70m", 6, 512, 2 * 50_304)]
    [InlineData("pythia-12b", 36, 5_120, 2 * 50_688)]
    [InlineData("opt-125m", 12, 768, 50_272 + 2_050)]
    [InlineData("opt-66b", 64, 9_216, 50_272 + 2_050)]
    [InlineData("Cerebras-GPT-256M", 14, 1_088, 50_257 + 2_048)]
    [InlineData("xglm-7.5B", 32, 4_096, 256_008)]
    [InlineData("falcon-rw-1b", 24, 2_048, 50_304)]
    [InlineData("gpt-neox-20b", 44, 6_144, 2 * 50_432)]
    public void Parameters_GptShape_FollowFromLayersAndWidth(string name, double layers, double width, double embeddingRows)
    {
        ModelCard card = Catalogue.Find(name)!;
        double nonEmbedding = (12 * layers * width * width) + (13 * layers * width) + (2 * width);

        Assert.Equal(nonEmbedding, card.NonEmbeddingParameters!.Value.Count);
        Assert.Equal(nonEmbedding + (embeddingRows * width), card.TotalParameters!.Value.Count);
    }

    // Layers, width, feed-forward width, width of keys and values, rows of embedding and head.
    [Theory]
    [InlineData("LLaMA-7B", 32, 4_096, 11_008, 4_096, 64_000)]
    [InlineData("LLaMA-65B", 80, 8_192, 22_016, 8_192, 64_000)]
    [InlineData("Llama-2-70b", 80, 8_192, 28_672, 1_024, 64_000)]
    [InlineData("Llama-3-8B", 32, 4_096, 14_336, 1_024, 2 * 128_256)]
    [InlineData("Llama-3.1-405B", 126, 16_384, 53_248, 1_024, 2 * 128_256)]
    public void Parameters_LlamaShape_FollowFromTheConfiguration(
        string name, double layers, double width, double feedForward, double keys, double embeddingRows)
    {
        ModelCard card = Catalogue.Find(name)!;
        double layer = (2 * width * width) + (2 * width * keys) + (3 * width * feedForward) + (2 * width);
        double nonEmbedding = (layers * layer) + width;

        Assert.Equal(nonEmbedding, card.NonEmbeddingParameters!.Value.Count);
        Assert.Equal(nonEmbedding + (embeddingRows * width), card.TotalParameters!.Value.Count);
    }

    [Fact]
    public void EveryCard_HasAUniqueNameASourceAndAParameterCount()
    {
        Assert.Distinct(Catalogue.Cards.Select(card => card.Name), StringComparer.OrdinalIgnoreCase);
        Assert.All(Catalogue.Cards, card =>
        {
            Assert.NotEmpty(card.Source);
            Assert.NotEmpty(card.Family);
            Assert.NotNull(card.ComputeParameters);
        });
    }

    [Fact]
    public void EveryCard_IsPlausible() => Assert.All(Catalogue.Cards, card =>
    {
        if (card is { TotalParameters: { } total, NonEmbeddingParameters: { } nonEmbedding })
            Assert.InRange(nonEmbedding.Count, total.Count * 0.05, total.Count);
        if (card is { ActiveParameters: { } active, TotalParameters: { } all })
            Assert.InRange(active.Count, all.Count * 0.02, all.Count);
        if (card is { StatedCompute: { } stated, TrainingTokens: { } tokens, ComputeParameters: var (count, _) })
            Assert.InRange(stated.Count, 6 * count.Count * tokens.Count / 3, 6 * count.Count * tokens.Count * 3);
        if (card is { TokensPerStep: { } perStep, TrainingTokens: { } seen })
            Assert.InRange(perStep.Count, 1, seen.Count);
    });

    [Fact]
    public void FamilyOfSizes_LargerTotal_HasLargerNonEmbeddingCount()
    {
        foreach (IGrouping<string, ModelCard> family in Catalogue.Cards.GroupBy(card => card.Family))
        {
            Params?[] ordered = [.. family.Where(card => card is { TotalParameters: not null, NonEmbeddingParameters: not null })
                .OrderBy(card => card.TotalParameters!.Value.Count).Select(card => card.NonEmbeddingParameters)];
            for (int i = 1; i < ordered.Length; i++)
                Assert.True(ordered[i]!.Value.Count >= ordered[i - 1]!.Value.Count, family.Key);
        }
    }
}
