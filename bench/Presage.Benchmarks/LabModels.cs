using System.Globalization;
using System.Text.Json;
using Presage.Lab.Ladders;
using Presage.Lab.Lanes;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Benchmarks;

/// <summary>A model of the addition ladder as the benchmarks train it: eleven input tokens, four of them answered, batches of 128.</summary>
internal sealed class LabModels
{
    private const int KeptBatches = 16;

    private readonly TrainingSettings _settings;
    private readonly byte[][] _batches;
    private readonly Transformer _model;
    private readonly AdamW _optimizer;
    private int _step;

    public LabModels(int width, int layers)
    {
        var split = new TaskSplit(new Addition(3), 10);
        _settings = new TrainingSettings { Model = ModelSettings.OfWidth(width, layers), Steps = TrainingSettings.MostSteps, Seed = 1 };
        var problems = new TrainingProblems(split, _settings);
        _batches = [.. Enumerable.Range(0, KeptBatches).Select(step => problems.OfStep(step).ToArray())];
        _model = TrainedModel.CreateTransformer(split.Task, _settings.Model, VectorWidths.Widest);
        _model.Initialize(_settings.Seed);
        _optimizer = new AdamW(_model.Layout.Length, _settings);
    }

    public ModelSettings Model => _settings.Model;

    /// <summary>Floating-point operations of the matrix products of one training step.</summary>
    /// <param name="narrow">Whether the last layer computes only what the loss looks at, as ours does.</param>
    /// <remarks>
    /// Forward, per token of d features: keys and values 4 d^2, queries 2 d^2, output 2 d^2, MLP 16 d^2; attention 4 d per pair of positions
    /// that the mask lets through (of all pairs where nothing is skipped); head 2 V d. Backward costs twice that. Nothing else is counted.
    /// </remarks>
    public double FlopsPerStep(bool narrow)
    {
        double d = Model.Width, asked = narrow ? 4 : 11;
        double pairs = narrow ? 66 : 121, lastPairs = narrow ? 8 + 9 + 10 + 11 : 121;
        double whole = (11 * 24 * d * d) + (4 * d * pairs);
        double last = (11 * 4 * d * d) + (asked * 20 * d * d) + (4 * d * lastPairs);
        return 3 * _settings.Batch * (((Model.Layers - 1) * whole) + last + (4 * 2 * 12 * d));
    }

    public void Steps(int count)
    {
        for (int i = 0; i < count; i++, _step++)
            Trainer.Step(_model, _optimizer, _batches[_step % KeptBatches], _settings, _step);
    }

    /// <summary>Trains some steps, and writes initial values, batches, losses and final values for <c>lab_train_step.py</c>.</summary>
    public static void WriteSteps(string path, int width, int layers, int steps)
    {
        var split = new TaskSplit(new Addition(3), 10);
        var settings = new TrainingSettings { Model = ModelSettings.OfWidth(width, layers), Steps = steps, Seed = 1 };
        var problems = new TrainingProblems(split, settings);
        Transformer model = TrainedModel.CreateTransformer(split.Task, settings.Model, VectorWidths.Widest);
        model.Initialize(settings.Seed);
        var optimizer = new AdamW(model.Layout.Length, settings);
        List<(string Name, int[] Shape, float[] Numbers)> tensors = [.. Values("initial.")];
        List<float> batches = [];
        var losses = new float[steps];
        for (int step = 0; step < steps; step++)
        {
            byte[] texts = problems.OfStep(step).ToArray();
            batches.AddRange(texts.Select(token => (float)token));
            losses[step] = (float)Trainer.Step(model, optimizer, texts, settings, step);
        }

        tensors.Add(("batches", [steps, settings.Batch, model.Positions + 1], batches.ToArray()));
        tensors.Add(("losses", [steps], losses));
        tensors.AddRange(Values("final."));
        string json = JsonSerializer.Serialize(new
        {
            width,
            layers,
            heads = settings.Model.Heads,
            vocabulary = model.Vocabulary,
            positions = model.Positions,
            firstAnswer = model.FirstAnswer,
            steps,
            warmUp = settings.WarmUpSteps,
            rate = settings.PeakLearningRate,
            beta1 = settings.Beta1,
            beta2 = settings.Beta2,
            weightDecay = settings.WeightDecay,
            clip = settings.Clip,
        });
        using FileStream file = File.Create(path);
        Safetensors.Write(file, new Dictionary<string, string> { ["settings"] = json }, tensors);

        IEnumerable<(string, int[], float[])> Values(string prefix) => [.. model.Layout.Tensors.Select(tensor => (
            prefix + tensor.Name,
            tensor.Rows == 0 ? new[] { tensor.Columns } : [tensor.Rows, tensor.Columns],
            model.Parameters.Span.Slice(tensor.Offset, tensor.Length).ToArray()))];
    }

    /// <summary>
    /// Trains and keeps a model of three-digit addition in a folder, and beside it <c>logits.safetensors</c>: what the model made of 500 texts of its
    /// test, for <c>gpt2_forward.py</c>.
    /// </summary>
    public static int WriteCheckpoint(string folder)
    {
        const int Texts = 500;
        var split = new TaskSplit(new Addition(3));
        var run = new TrainingSettings { Model = ModelSettings.OfWidth(32), Steps = 400, Seed = 1 };
        LadderRunner.Run(new LadderSettings { Split = split, Runs = [run] }, folder, 1);
        Transformer model = RungFile.Read(folder, split, run)!.Transformer;
        var tokenizer = new CharacterTokenizer(split.Task.Alphabet);
        List<float> tokens = [], logits = [];
        foreach (long problem in split.Test.Take(Texts))
        {
            var text = new byte[model.Positions + 1];
            var result = new float[(model.Positions - model.FirstAnswer) * model.Vocabulary];
            tokenizer.Encode(split.Task.Prompt(problem) + split.Task.Answer(problem), text);
            model.Logits(text, 1, result);
            tokens.AddRange(text.Select(token => (float)token));
            logits.AddRange(result);
        }

        using FileStream file = File.Create(Path.Combine(folder, "logits.safetensors"));
        Safetensors.Write(file, new Dictionary<string, string>(),
        [
            ("tokens", [Texts, model.Positions + 1], tokens.ToArray()),
            ("logits", [Texts, model.Positions - model.FirstAnswer, model.Vocabulary], logits.ToArray()),
        ]);
        return 0;
    }

    public static int WriteSteps(string[] args)
    {
        int[] numbers = [.. args.Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        WriteSteps(args[0], numbers[0], numbers[1], numbers[2]);
        return 0;
    }
}
