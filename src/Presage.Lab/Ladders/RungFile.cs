using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Presage.Lab.Lanes;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Ladders;

/// <summary>
/// A trained model in a folder: its parameters, the files that other tools load it by (<see cref="PublishedLayout"/>), and its training.
/// It appears whole or not at all.
/// </summary>
internal static class RungFile
{
    /// <summary>The parameters, in a model's folder.</summary>
    public const string Parameters = "model.safetensors";

    /// <summary>Changes when the same settings would train another model.</summary>
    private const int TrainerVersion = 1;

    private const string Training = "training.json";

    /// <summary>The name of a model's folder.</summary>
    public static string NameOf(TrainingSettings run) => string.Create(
        CultureInfo.InvariantCulture, $"{run.Model.Name}-{run.Steps}-steps-seed-{run.Seed}");

    /// <summary>Writes beside its place, flushes to the disk, and renames.</summary>
    /// <exception cref="LadderStateException">The folder cannot be written.</exception>
    public static void Write(string folder, TrainedModel model)
    {
        string path = Path.Combine(folder, NameOf(model.Settings)), temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Transformer transformer = model.Transformer;
            Directory.CreateDirectory(temporary);
            WriteFile(temporary, Parameters, file => Safetensors.Write(
                file,
                new Dictionary<string, string> { ["format"] = "pt" },
                PublishedLayout.TensorsOf(transformer)));
            WriteFile(temporary, "config.json", file => file.Write(PublishedLayout.ConfigurationOf(transformer)));
            WriteFile(temporary, "tokenizer.json", file => file.Write(CheckpointJson.TokenizerOf(model.Split.Task)));
            WriteFile(temporary, "tokenizer_config.json", file => file.Write(CheckpointJson.TokenizerConfigurationOf(transformer.Positions)));
            WriteFile(temporary, Training, file => JsonSerializer.Serialize(
                file, new TrainingRecord(SettingsOf(model.Split, model.Settings), [.. model.Losses]), CheckpointJson.Indented));
            Directory.Move(temporary, path);
        }
        catch (Exception exception) when (StateFile.IsTrouble(exception))
        {
            TryDelete(temporary);
            throw new LadderStateException(path, $"cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Reads a model again.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="LadderStateException">A file is damaged, or of other settings.</exception>
    public static TrainedModel? Read(string folder, TaskSplit split, TrainingSettings settings)
    {
        string model = Path.Combine(folder, NameOf(settings));
        if (!Directory.Exists(model))
            return null;
        string path = Path.Combine(model, Training);
        try
        {
            TrainingRecord training = JsonSerializer.Deserialize<TrainingRecord>(File.ReadAllBytes(path)) ?? throw new InvalidDataException("it is empty");
            if (!JsonElement.DeepEquals(training.Settings, SettingsOf(split, settings)))
                throw new LadderStateException(model, "was trained with other settings, or by another version; name a new folder");
            path = Path.Combine(model, Parameters);
            using FileStream file = File.OpenRead(path);
            Transformer transformer = TrainedModel.CreateTransformer(split.Task, settings.Model, VectorWidths.Widest);
            PublishedLayout.Fill(transformer, Safetensors.Read(file).Tensors);
            return new TrainedModel(split, settings, [.. training.Losses], transformer);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException or ArgumentException)
        {
            throw new LadderStateException(
                path, $"cannot be read: {exception.Message.TrimEnd('.')}; delete its folder, and the model is trained again", exception);
        }
    }

    private static void WriteFile(string folder, string name, Action<FileStream> write)
    {
        using var file = new FileStream(Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write);
        write(file);
        file.Flush(flushToDisk: true);
    }

    private static JsonElement SettingsOf(TaskSplit split, TrainingSettings settings) => JsonSerializer.SerializeToElement(new
    {
        trainer = TrainerVersion,
        task = split.Task.Name,
        testProblems = split.Test.Length,
        testSeed = split.Seed,
        swapped = split.Swapped.ToString(),
        width = settings.Model.Width,
        layers = settings.Model.Layers,
        heads = settings.Model.Heads,
        experts = settings.Model.IsSparse ? settings.Model.Experts : 1,
        activeExperts = settings.Model.ActiveExperts,
        tiedHead = settings.Model.TiedHead,
        steps = settings.Steps,
        batch = settings.Batch,
        seed = settings.Seed,
        learningRate = settings.PeakLearningRate,
        warmUp = settings.WarmUpSteps,
        decay = settings.Decay.ToString(),
        weightDecay = settings.WeightDecay,
        beta1 = settings.Beta1,
        beta2 = settings.Beta2,
        clip = settings.Clip,
    });

    private static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stopped the writing is told; a left-over temporary folder does no harm.
        }
    }

    // Losses: shape [steps].
    private sealed record TrainingRecord(
        [property: JsonPropertyName("settings"), JsonRequired] JsonElement Settings,
        [property: JsonPropertyName("losses"), JsonRequired] double[] Losses);
}
