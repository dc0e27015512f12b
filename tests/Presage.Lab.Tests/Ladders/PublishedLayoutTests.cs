using System.Text.Json;
using Presage.Lab.Ladders;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Ladders;

/// <summary>What other tools find in a model's folder.</summary>
public sealed class PublishedLayoutTests
{
    private static readonly TaskSplit Sums = new(new Addition(1), 20);

    [Fact]
    public void Dense_Tensors_HaveTheNamesAndShapesOfGpt2()
    {
        Transformer model = Model(ModelSettings.OfWidth(8, 1));

        Dictionary<string, string> shapes = PublishedLayout.TensorsOf(model).ToDictionary(tensor => tensor.Name, tensor => string.Join('x', tensor.Shape));

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["transformer.wte.weight"] = "12x8",
                ["transformer.wpe.weight"] = "5x8",
                ["transformer.h.0.ln_1.weight"] = "8",
                ["transformer.h.0.ln_1.bias"] = "8",
                ["transformer.h.0.attn.c_attn.weight"] = "8x24",
                ["transformer.h.0.attn.c_attn.bias"] = "24",
                ["transformer.h.0.attn.c_proj.weight"] = "8x8",
                ["transformer.h.0.attn.c_proj.bias"] = "8",
                ["transformer.h.0.ln_2.weight"] = "8",
                ["transformer.h.0.ln_2.bias"] = "8",
                ["transformer.h.0.mlp.c_fc.weight"] = "8x32",
                ["transformer.h.0.mlp.c_fc.bias"] = "32",
                ["transformer.h.0.mlp.c_proj.weight"] = "32x8",
                ["transformer.h.0.mlp.c_proj.bias"] = "8",
                ["transformer.ln_f.weight"] = "8",
                ["transformer.ln_f.bias"] = "8",
                ["lm_head.weight"] = "12x8",
            },
            shapes);
    }

    [Fact]
    public void Dense_Matrix_StandsTransposedAndBiasesAreZero()
    {
        Transformer model = Model(ModelSettings.OfWidth(8, 1));
        Tensor queries = model.Layout.Layers[0].Qkv;
        Dictionary<string, float[]> tensors = PublishedLayout.TensorsOf(model).ToDictionary(tensor => tensor.Name, tensor => tensor.Numbers);

        // Output 20 of input 3: [outputs, inputs] here, [inputs, outputs] there.
        Assert.Equal(model.Parameters.Span[queries.Offset + (20 * 8) + 3], tensors["transformer.h.0.attn.c_attn.weight"][(3 * 24) + 20]);
        Assert.All(tensors.Where(pair => pair.Key.EndsWith(".bias", StringComparison.Ordinal)), pair => Assert.All(pair.Value, bias => Assert.Equal(0, bias)));
    }

    [Fact]
    public void TiedHead_IsNotWrittenTwice()
    {
        Transformer model = Model(ModelSettings.OfWidth(8) with { TiedHead = true });

        Assert.DoesNotContain("lm_head.weight", PublishedLayout.TensorsOf(model).Select(tensor => tensor.Name));
        Assert.True(Configuration(model).GetProperty("tie_word_embeddings").GetBoolean());
    }

    [Fact]
    public void Configuration_OfADenseModel_IsOfGpt2()
    {
        JsonElement configuration = Configuration(Model(ModelSettings.OfWidth(8, 1)));

        Assert.Equal("gpt2", configuration.GetProperty("model_type").GetString());
        Assert.Equal("GPT2LMHeadModel", configuration.GetProperty("architectures")[0].GetString());
        Assert.Equal("gelu_new", configuration.GetProperty("activation_function").GetString());
        Assert.Equal((12, 5, 8, 1, 2), (
            configuration.GetProperty("vocab_size").GetInt32(), configuration.GetProperty("n_positions").GetInt32(),
            configuration.GetProperty("n_embd").GetInt32(), configuration.GetProperty("n_layer").GetInt32(), configuration.GetProperty("n_head").GetInt32()));
    }

    [Fact]
    public void Configuration_OfASparseModel_IsOfNoStockModel()
    {
        JsonElement configuration = Configuration(Model(ModelSettings.OfWidth(8) with { Experts = 4, ActiveExperts = 2 }));

        Assert.Equal("presage_lab_sparse", configuration.GetProperty("model_type").GetString());
        Assert.Equal((4, 2), (configuration.GetProperty("num_experts").GetInt32(), configuration.GetProperty("num_experts_per_tok").GetInt32()));
    }

    [Fact]
    public void Tokenizer_OfATask_HasATokenPerCharacter()
    {
        JsonElement model = JsonDocument.Parse(CheckpointJson.TokenizerOf(new Addition(3))).RootElement.GetProperty("model");

        Assert.Equal("BPE", model.GetProperty("type").GetString());
        Assert.Equal(0, model.GetProperty("merges").GetArrayLength());
        Assert.Equal(
            "0123456789+=".Select((character, token) => (character.ToString(), token)),
            model.GetProperty("vocab").EnumerateObject().Select(entry => (entry.Name, entry.Value.GetInt32())));
    }

    [Theory]
    [InlineData(1, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(4, 2, false)]
    public void Model_WrittenAndRead_HasTheSameParameters(int experts, int active, bool tied)
    {
        using var folder = new TemporaryFolder();
        var run = new TrainingSettings
        {
            Model = ModelSettings.OfWidth(8) with { Experts = experts, ActiveExperts = active, TiedHead = tied },
            Steps = 3,
            Seed = 1,
            Batch = 20,
        };
        TrainedModel model = Trainer.Train(Sums, run, null, TestContext.Current.CancellationToken);

        RungFile.Write(folder.Path, model);
        TrainedModel read = RungFile.Read(folder.Path, Sums, run)!;

        Assert.Equal(model.Losses, read.Losses);
        Assert.Equal(model.Transformer.Parameters.Span.ToArray(), read.Transformer.Parameters.Span.ToArray());
        Assert.Equal([RungFile.NameOf(run)], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    private static Transformer Model(ModelSettings settings)
    {
        Transformer model = TrainedModel.CreateTransformer(Sums.Task, settings, Lab.Lanes.VectorWidths.Widest);
        model.Initialize(1);
        return model;
    }

    private static JsonElement Configuration(Transformer model) => JsonDocument.Parse(PublishedLayout.ConfigurationOf(model)).RootElement;
}
