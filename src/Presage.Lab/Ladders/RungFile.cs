using System.Globalization;
using System.Text.Json;
using Presage.Lab.Lanes;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Ladders;

/// <summary>A trained model in a file: safetensors with its settings and its losses. It appears whole or not at all.</summary>
internal static class RungFile
{
    /// <summary>Changes when the same settings would train another model.</summary>
    private const int TrainerVersion = 1;

    private const string SettingsKey = "presage.settings", Losses = "training.losses";

    /// <summary>The name of a model's file.</summary>
    public static string NameOf(TrainingSettings run) => string.Create(
        CultureInfo.InvariantCulture, $"d{run.Model.Width}-{run.Model.Layers}-layers-{run.Steps}-steps-seed-{run.Seed}.safetensors");

    /// <summary>Writes beside its place, flushes to the disk, and renames.</summary>
    /// <exception cref="LadderStateException">The folder cannot be written.</exception>
    public static void Write(string folder, TrainedModel model)
    {
        string path = Path.Combine(folder, NameOf(model.Settings)), temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Transformer transformer = model.Transformer;
                Safetensors.Write(
                    file,
                    new Dictionary<string, string> { ["format"] = "pt", [SettingsKey] = SettingsOf(model.Split, model.Settings) },
                    transformer.Layout.Tensors
                        .Select(tensor => (
                            tensor.Name,
                            tensor.Rows == 0 ? new[] { tensor.Columns } : [tensor.Rows, tensor.Columns],
                            (Array)transformer.Parameters.Span.Slice(tensor.Offset, tensor.Length).ToArray()))
                        .Append((Losses, [model.Losses.Length], model.Losses.ToArray())));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            throw new LadderStateException(path, $"cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    /// <summary>Reads a model again.</summary>
    /// <returns>Null where there is no file.</returns>
    /// <exception cref="LadderStateException">The file is damaged, or of other settings.</exception>
    public static TrainedModel? Read(string folder, TaskSplit split, TrainingSettings settings)
    {
        string path = Path.Combine(folder, NameOf(settings));
        if (!File.Exists(path))
            return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            (var metadata, var tensors) = Safetensors.Read(file);
            if (!metadata.TryGetValue(SettingsKey, out string? written) || written != SettingsOf(split, settings))
                throw new LadderStateException(path, "was trained with other settings, or by another version; name a new folder");
            Transformer transformer = TrainedModel.CreateTransformer(split.Task, settings.Model, VectorWidths.Widest);
            foreach (Tensor tensor in transformer.Layout.Tensors)
                Safetensors.Numbers<float>(tensors[tensor.Name]).CopyTo(transformer.Parameters.Span.Slice(tensor.Offset, tensor.Length));
            return new TrainedModel(split, settings, [.. Safetensors.Numbers<double>(tensors[Losses])], transformer);
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or InvalidDataException or KeyNotFoundException or ArgumentException)
        {
            throw new LadderStateException(path, $"cannot be read: {exception.Message.TrimEnd('.')}; delete it, and it is trained again", exception);
        }
    }

    private static string SettingsOf(TaskSplit split, TrainingSettings settings) => JsonSerializer.Serialize(new
    {
        trainer = TrainerVersion,
        task = split.Task.Name,
        testProblems = split.Test.Length,
        testSeed = split.Seed,
        swapped = split.Swapped.ToString(),
        width = settings.Model.Width,
        layers = settings.Model.Layers,
        heads = settings.Model.Heads,
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
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What stopped the writing is told; a left-over temporary file does no harm.
        }
    }
}
