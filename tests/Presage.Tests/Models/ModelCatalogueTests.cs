using Presage.Models;
using Presage.Units;

namespace Presage.Tests.Models;

public sealed class ModelCatalogueTests
{
    private static readonly ModelCatalogue Catalogue = ModelCatalogue.BuiltIn;

    [Theory]
    [InlineData("EleutherAI/pythia-70m", "pythia-70m")]
    [InlineData("EleutherAI/pythia-v1.1-70m", "pythia-70m")]
    [InlineData("EleutherAI/pythia-v1.1-1b-bf16", "pythia-1b")]
    [InlineData("pythia-19m", "pythia-70m")]
    [InlineData("EleutherAI/pythia-1.3b-deduped", "pythia-1.4b-deduped")]
    [InlineData("EleutherAI/pythia-13b-deduped", "pythia-12b-deduped")]
    [InlineData("pythia-v0-12b", "pythia-v0-12b")]
    [InlineData("EleutherAI/pythia-12b-v0", "pythia-v0-12b")]
    [InlineData("EleutherAI/pythia-70m-deduped-v0", "pythia-v0-70m-deduped")]
    [InlineData("facebook/opt-1.3b", "opt-1.3b")]
    [InlineData("facebook/opt-13b", "opt-13b")]
    [InlineData("meta-llama/Llama-2-7b-hf", "Llama-2-7b")]
    [InlineData("llama2_7B", "Llama-2-7b")]
    [InlineData("huggyllama/llama-7b", "LLaMA-7B")]
    [InlineData("LLaMA 30B", "LLaMA-33B")]
    [InlineData("meta-llama/Meta-Llama-3-8B", "Llama-3-8B")]
    [InlineData("meta-llama/Llama-3.1-8B", "Llama-3.1-8B")]
    [InlineData("bigscience/bloom-7b1", "bloom-7b1")]
    [InlineData("bigscience/bloom", "bloom-176b")]
    [InlineData("facebook/xglm-564M", "xglm-564M")]
    [InlineData("allenai/OLMo-7B-hf", "OLMo-7B")]
    [InlineData("allenai/OLMo-7B-0424-hf", "OLMo-7B-0424")]
    [InlineData("mosaicml/mpt-7b", "mpt-7b")]
    [InlineData("cerebras/Cerebras-GPT-111M", "Cerebras-GPT-111M")]
    [InlineData("BIG-G 2m", "big-g-2m")]
    [InlineData("BIG-G_2m_T=0", "big-g-2m")]
    [InlineData("190M-1xC", "190M-1xC")]
    [InlineData("Qwen/Qwen2-57B-A14B", "Qwen2-57B-A14B")]
    public void Find_PrintedName_IsTheModel(string printed, string expected) =>
        Assert.Equal(expected, Catalogue.Find(printed)?.Name);

    [Theory]
    [InlineData("llama-7b-chat")]
    [InlineData("meta-llama/Llama-2-7b-chat-hf")]
    [InlineData("meta-llama/Meta-Llama-3-8B-Instruct")]
    [InlineData("pythia-70m-finetuned")]
    [InlineData("OLMo-7B-Twin-2T")]
    [InlineData("bigscience/bloomz-7b1")]
    [InlineData("princeton-nlp/Sheared-LLaMA-2.7B")]
    [InlineData("LLaMA-2.7B")]
    [InlineData("opt-iml-1.3b")]
    [InlineData("pythia-14b")]
    [InlineData("7B")]
    [InlineData("davinci")]
    [InlineData("")]
    [InlineData("/")]
    public void Find_MerelySimilarName_IsNothing(string printed) => Assert.Null(Catalogue.Find(printed));

    [Theory]
    [InlineData("/gaueko1/hizkuntza-ereduak/LLaMA/lm/huggingface/7B", "LLaMA-7B")]
    [InlineData("/gaueko1/hizkuntza-ereduak/LLaMA/lm/huggingface/13B", "LLaMA-13B")]
    [InlineData("/data/Llama-2/hf/7b", "Llama-2-7b")]
    [InlineData("/weights/EleutherAI/pythia-410m/", "pythia-410m")]
    [InlineData(@"models\pythia-410m", "pythia-410m")]
    public void Find_LocalPath_IsTheModel(string path, string expected) => Assert.Equal(expected, Catalogue.Find(path)?.Name);

    [Theory]
    [InlineData("/opt/models/13B")] // the folder /opt is no model
    [InlineData("/data/Llama-2/llama/7B")] // fits two cards
    [InlineData("/data/llama/medical/7B")] // an unknown folder between family and size
    [InlineData("/data/finetuned/llama/7B")]
    [InlineData("/data/unknown/7B")]
    public void Find_PathThatCouldBeAnother_IsNothing(string path) => Assert.Null(Catalogue.Find(path));

    [Theory]
    [InlineData("EleutherAI/pythia-70m@step1000", "pythia-70m", 1000)]
    [InlineData("pythia-70m-step143000", "pythia-70m", 143_000)]
    [InlineData("pythia-70m_global_step512", "pythia-70m", 512)]
    [InlineData("runs/pythia-70m/checkpoint-64", "pythia-70m", 64)]
    [InlineData("allenai/OLMo-7B:step557000-tokens2464B", "OLMo-7B", 557_000)]
    public void Find_CheckpointOfARun_IsTheRunsCardAndStep(string printed, string expected, long step)
    {
        Assert.Equal(expected, Catalogue.Find(printed)?.Name);
        Assert.Equal(step, ModelCatalogue.StepIn(printed));
    }

    [Fact]
    public void StepIn_NameWithoutStep_IsNull() => Assert.Null(ModelCatalogue.StepIn("EleutherAI/pythia-70m"));

    [Fact]
    public void BuiltIn_EveryNameAndAlias_FindsItsOwnCard()
    {
        foreach (ModelCard card in Catalogue.Cards)
        {
            foreach (string name in card.Aliases.Prepend(card.Name))
                Assert.Same(card, Catalogue.Find($"someone/{name}"));
        }
    }

    [Fact]
    public void With_NewCard_AddsIt()
    {
        ModelCatalogue with = Catalogue.With([Card("my-model-1b", "org/my-model-1b")]);

        Assert.Equal("my-model-1b", with.Find("other/My_Model-1B-hf")?.Name);
        Assert.Equal(Catalogue.Cards.Length + 1, with.Cards.Length);
        Assert.Null(Catalogue.Find("my-model-1b"));
    }

    [Fact]
    public void With_CardOfKnownName_ReplacesItUnderAllItsNames()
    {
        ModelCard mine = Card("pythia-70m");

        ModelCatalogue with = Catalogue.With([mine]);

        Assert.Same(mine, with.Find("EleutherAI/pythia-v1.1-70m"));
        Assert.Equal(Catalogue.Cards.Length, with.Cards.Length);
        Assert.Equal(Catalogue.Cards.IndexOf(Catalogue.Find("pythia-70m")!), with.Cards.IndexOf(mine));
    }

    [Fact]
    public void With_AliasOfAnotherCard_TakesOnlyThatName()
    {
        ModelCatalogue with = Catalogue.With([Card("my-rerun", "pythia-19m")]);

        Assert.Equal("my-rerun", with.Find("pythia-19m")?.Name);
        Assert.Equal("pythia-70m", with.Find("pythia-70m")?.Name);
    }

    [Fact]
    public void With_OrganisationInAlias_MatchesWithoutIt() =>
        Assert.Equal("m", Catalogue.With([Card("m", "org/alias-1b")]).Find("alias-1b")?.Name);

    [Fact]
    public void With_TwoCardsOfOneName_Throws()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Catalogue.With([Card("a-1b"), Card("b", "A_1B")]));

        Assert.Contains("'a-1b' and 'b' both claim the name 'A_1B'", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Catalogue.With([Card("pythia-70m"), Card("pythia-19m")]));
        Assert.Throws<ArgumentException>(() => Catalogue.With([Card(" ")]));
    }

    [Fact]
    public void Suggest_UnknownModel_FillsInNameAndFamily() => Assert.Equal(
        """
          - name: "my-model-1b"
            family: "my-model"
            aliases: ["org/my-model-1b"]
            parameters: null          # non-embedding
            totalParameters: null
            activeParameters: null    # mixture of experts
            tokens: null
            tokensPerStep: null
            trainingCompute: null     # optional; else 6ND
            loss: null                # nats per token
            source: null              # where the numbers come from

        """.ReplaceLineEndings("\n"),
        ModelCatalogue.Suggest("org/my-model-1b"));

    [Fact]
    public void Suggest_NameWithQuotesAndControlCharacters_EscapesThem() =>
        Assert.StartsWith("  - name: \"a\\\"b: \\u000A#c\"", ModelCatalogue.Suggest("a\"b: \n#c"), StringComparison.Ordinal);

    private static ModelCard Card(string name, params string[] aliases) => new()
    {
        Family = "Mine",
        Name = name,
        Aliases = [.. aliases],
        NonEmbeddingParameters = Params.From(1e9),
        Source = "test",
    };
}
