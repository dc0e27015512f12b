using System.Text.Json;
using Presage.Testing;

namespace Presage.Tests.Laws;

/// <summary>The models of Gadre et al. (2024) that their default fits use.</summary>
internal static class OverTrainedModels
{
    private static readonly string[] Tasks =
    [
        "arc_easy", "bigbench_cs_algorithms", "bigbench_dyck_languages", "bigbench_novel_concepts", "bigbench_operators", "bigbench_qa_wikidata",
        "boolq", "commonsense_qa", "copa", "coqa", "hellaswag", "hellaswag_zeroshot", "lambada_openai", "piqa", "pubmed_qa_labeled", "squad", "winograd",
    ];

    /// <summary>Four sizes at 20 tokens per parameter, and the smallest at 320.</summary>
    public static OverTrainedModel[] Default(string dataset) =>
    [
        Read($"{dataset}-d=96_l=8_h=4-1.0"),
        Read($"{dataset}-d=512_l=8_h=4-1.0"),
        Read($"{dataset}-d=576_l=24_h=8-1.0"),
        Read($"{dataset}-d=1024_l=24_h=8-1.0"),
        Read($"{dataset}-d=96_l=8_h=4-16.0"),
    ];

    /// <summary>1.4e9 parameters at 20 tokens per parameter: in the fit of the error alone.</summary>
    public static OverTrainedModel OneBillion(string dataset) => Read($"{dataset}-open_lm_1b-1.0");

    private static OverTrainedModel Read(string name)
    {
        using JsonDocument model = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("overtraining-gadre", "models", $"{name}.json")));
        using JsonDocument evaluation = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("overtraining-gadre", "evals", $"evaluation_{name}_heavy.json")));
        JsonElement training = model.RootElement.GetProperty("hyperparameters");
        JsonElement onC4 = model.RootElement.GetProperty("results").EnumerateArray()
            .Single(result => result.GetProperty("val_data")[0].GetString()!.Split('/')[^2] == "c4_val");
        JsonElement accuracies = evaluation.RootElement.GetProperty("eval_metrics").GetProperty("icl");
        return new OverTrainedModel(
            LossPoints.Point(training.GetProperty("params").GetDouble(), training.GetProperty("tokens").GetDouble(), onC4.GetProperty("loss").GetDouble()),
            Tasks.Average(task => 1 - accuracies.GetProperty(task).GetDouble()));
    }
}
