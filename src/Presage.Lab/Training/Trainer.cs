using System.Collections.Immutable;
using Presage.Lab.Lanes;
using Presage.Lab.Tasks;
using Presage.Lab.Transformers;

namespace Presage.Lab.Training;

/// <summary>Trains one model on one thread.</summary>
public static class Trainer
{
    /// <summary>Trains.</summary>
    /// <param name="split">What to train on.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Told of every step's loss, on this thread; null for nobody.</param>
    /// <param name="cancellation">Asked before every step.</param>
    /// <returns>The same bits for the same split and settings, on any number of threads and any width of vector.</returns>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a gradient is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TrainedModel Train(
        TaskSplit split, TrainingSettings settings, Action<TrainingStep>? progress = null, CancellationToken cancellation = default) =>
        Train(split, settings, VectorWidths.Widest, progress, cancellation);

    internal static TrainedModel Train(
        TaskSplit split, TrainingSettings settings, VectorWidth width, Action<TrainingStep>? progress, CancellationToken cancellation,
        Action<int, Transformer>? evaluate = null)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Check();
        Transformer model = TrainedModel.CreateTransformer(split.Task, settings.Model, width);
        model.Initialize(settings.Seed);
        var optimizer = new AdamW(model.Layout.Length, settings);
        var problems = new TrainingProblems(split, settings);
        ImmutableArray<int> points = evaluate is null || settings.Evaluations is not { } evaluations ? [] : evaluations.Steps;
        int nextPoint = 0;
        ImmutableArray<double>.Builder losses = ImmutableArray.CreateBuilder<double>(settings.Steps);
        for (int step = 0; step < settings.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            double loss = Step(model, optimizer, problems.OfStep(step), settings, step);
            losses.Add(loss);
            progress?.Invoke(new TrainingStep(step, loss));
            if (nextPoint < points.Length && points[nextPoint] == step + 1)
            {
                evaluate!(step + 1, model);
                nextPoint++;
            }
        }

        return new TrainedModel(split, settings, losses.MoveToImmutable(), model);
    }

    /// <summary>One step: the gradient of a batch, clipped, and AdamW at the schedule's rate.</summary>
    /// <param name="model">Changed.</param>
    /// <param name="optimizer">Changed.</param>
    /// <param name="texts">Shape [batch, T + 1]; tokens.</param>
    /// <param name="settings">Checked.</param>
    /// <param name="step">0 to steps - 1.</param>
    /// <returns>Mean cross-entropy per answer token before the step, in nats.</returns>
    /// <exception cref="TrainingDivergedException">The loss or the gradient is not finite.</exception>
    internal static double Step(Transformer model, AdamW optimizer, ReadOnlySpan<byte> texts, TrainingSettings settings, int step)
    {
        double loss = model.AddGradient(texts, settings.Batch);
        double norm = Math.Sqrt(model.SquaredGradientNorm());
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
            throw new TrainingDivergedException(settings, step);
        float scale = norm > settings.Clip ? (float)(settings.Clip / norm) : 1;
        model.Step(optimizer, (float)LearningRateSchedule.At(settings, step), scale);
        return loss;
    }
}

/// <summary>A step of training.</summary>
/// <param name="Step">From 0.</param>
/// <param name="Loss">Mean cross-entropy per answer token of the step's batch, before the step; nats.</param>
public readonly record struct TrainingStep(int Step, double Loss);
