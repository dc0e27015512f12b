using System.Text.Json;
using Presage.Models;
using Presage.Testing;

namespace Presage.Tests.Models;

public sealed class SharedDataModelNameTests
{
    private static readonly Dictionary<string, string> Expected = new(StringComparer.Ordinal)
    {
        ["EleutherAI/pythia-v1.1-70m"] = "pythia-70m",
        ["EleutherAI/pythia-v1.1-160m"] = "pythia-160m",
        ["EleutherAI/pythia-v1.1-410m"] = "pythia-410m",
        ["EleutherAI/pythia-v1.1-1b-bf16"] = "pythia-1b",
        ["EleutherAI/pythia-v1.1-1.4b"] = "pythia-1.4b",
        ["EleutherAI/pythia-v1.1-2.8b"] = "pythia-2.8b",
        ["EleutherAI/pythia-v1.1-6.9b"] = "pythia-6.9b",
        ["EleutherAI/pythia-v1.1-12b"] = "pythia-12b",
        ["facebook/opt-125m"] = "opt-125m",
        ["facebook/opt-350m"] = "opt-350m",
        ["facebook/opt-1.3b"] = "opt-1.3b",
        ["facebook/opt-2.7b"] = "opt-2.7b",
        ["facebook/opt-6.7b"] = "opt-6.7b",
        ["facebook/opt-13b"] = "opt-13b",
        ["facebook/opt-30b"] = "opt-30b",
        ["facebook/opt-66b"] = "opt-66b",
        ["bigscience/bloom-560m"] = "bloom-560m",
        ["bigscience/bloom-1b1"] = "bloom-1b1",
        ["bigscience/bloom-1b7"] = "bloom-1b7",
        ["bigscience/bloom-3b"] = "bloom-3b",
        ["bigscience/bloom-7b1"] = "bloom-7b1",
        ["facebook/xglm-564M"] = "xglm-564M",
        ["facebook/xglm-1.7B"] = "xglm-1.7B",
        ["facebook/xglm-2.9B"] = "xglm-2.9B",
        ["facebook/xglm-4.5B"] = "xglm-4.5B",
        ["facebook/xglm-7.5B"] = "xglm-7.5B",
        ["/gaueko1/hizkuntza-ereduak/LLaMA/lm/huggingface/7B"] = "LLaMA-7B",
        ["/gaueko1/hizkuntza-ereduak/LLaMA/lm/huggingface/13B"] = "LLaMA-13B",
        ["mosaicml/mpt-7b"] = "mpt-7b",
    };

    private static readonly string[] ObsScalingFamilies =
        ["Llama-2", "Qwen2", "Mixtral", "Pythia", "BLOOM", "XGLM", "Cerebras-GPT", "OLMo"];

    [Theory]
    [InlineData("pythia")]
    [InlineData("lm-eval-2023")]
    public void Find_EveryModelOfTheHarnessFiles_IsTheExpectedCard(string folder)
    {
        HashSet<string> printed = [];
        foreach (string file in Directory.EnumerateFiles(SharedData.Path(folder), "*.json", SearchOption.AllDirectories))
        {
            using JsonDocument results = JsonDocument.Parse(File.ReadAllBytes(file));
            if (results.RootElement.GetProperty("config").GetProperty("model_args") is { ValueKind: JsonValueKind.String } arguments
                && arguments.GetString()!.Split(',').FirstOrDefault(part => part.StartsWith("pretrained=", StringComparison.Ordinal)) is { } part)
                printed.Add(part["pretrained=".Length..]);
        }

        Assert.NotEmpty(printed);
        Assert.All(printed, name => Assert.Equal(Expected[name], ModelCatalogue.BuiltIn.Find(name)?.Name));
    }

    [Fact]
    public void Find_EveryPythiaArithmeticModel_IsDeduped()
    {
        string[] folders = [.. Directory.EnumerateDirectories(SharedData.Path("pythia-arithmetic")).Select(folder => Path.GetFileName(folder))];

        Assert.Equal(7, folders.Length);
        Assert.All(folders, name => Assert.Equal("Pythia deduped", ModelCatalogue.BuiltIn.Find($"EleutherAI/{name}")?.Family));
    }

    [Fact]
    public void Find_EveryObsScalingModelOfABuiltInFamily_HasTheSizeOfTheTable()
    {
        string[] lines = File.ReadAllLines(SharedData.Path("obsscaling", "base_llm_benchmark_eval.csv"));
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split(',')).Where(row => ObsScalingFamilies.Contains(row[1]))];

        Assert.True(rows.Length >= 30);
        Assert.All(rows, row =>
        {
            ModelCard? card = ModelCatalogue.BuiltIn.Find(row[0]);
            Assert.True(card is not null, row[0]);
            // The table counts Qwen2-57B-A14B and Mixtral in its own way.
            if (card.ActiveParameters is null)
                Assert.Equal(1, card.TotalParameters!.Value.Count / (double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture) * 1e9), 0.2);
        });
    }

    [Fact]
    public void Find_EveryRunOfTheOlmoLadder_HasItsTokens()
    {
        string[] files = Directory.GetFiles(SharedData.Path("olmo-ladder", "ladder-runs"), "*xC*.csv");

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            string[] lines = File.ReadAllLines(file);
            int column = Array.IndexOf(lines[0].Split(','), "throughput/total_tokens");
            double seen = double.Parse(lines[^1].Split(',')[column], System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(seen, ModelCatalogue.BuiltIn.Find(Path.GetFileNameWithoutExtension(file))?.TrainingTokens?.Count);
        });
    }

    [Fact]
    public void BigG_EverySize_HasTheParametersOfTheScoreFiles()
    {
        using JsonDocument audit = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("bigg-official-mc", "audit_table.json")));
        double[] parameters = [.. audit.RootElement.GetProperty("mc_tasks")[0].GetProperty("params_by_scale").EnumerateArray().Select(value => value.GetDouble())];

        Assert.Equal(parameters, ModelCatalogue.BuiltIn.Cards.Where(card => card.Family == "BIG-G").Select(card => card.NonEmbeddingParameters!.Value.Count));
    }
}
