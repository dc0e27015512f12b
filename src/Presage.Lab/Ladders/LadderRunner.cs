using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Presage.Lab.Answers;
using Presage.Lab.Lanes;
using Presage.Lab.Tasks;
using Presage.Lab.Training;

namespace Presage.Lab.Ladders;

/// <summary>Trains and tests the models of a ladder: one thread per model, those with the most compute first.</summary>
public static class LadderRunner
{
    /// <summary>Runs a ladder, or goes on with one that was stopped.</summary>
    /// <param name="settings">The ladder.</param>
    /// <param name="folder">Where finished models are kept, made if missing; null to keep none.</param>
    /// <param name="degreeOfParallelism">Models at a time, at least 1. It changes no number.</param>
    /// <param name="progress">Told of every step of every model and of every finished model, from several threads; null for nobody.</param>
    /// <param name="cancellation">Asked before every step.</param>
    /// <returns>In the order of <see cref="LadderSettings.Runs"/>.</returns>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    /// <exception cref="LadderStateException">The folder cannot be read or written, or holds another ladder.</exception>
    /// <exception cref="TrainingDivergedException">A model's loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; finished models are kept.</exception>
    public static ImmutableArray<LadderRung> Run(
        LadderSettings settings, string? folder, int degreeOfParallelism,
        Action<LadderProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return RunTogether([(settings, folder)], degreeOfParallelism, progress is null ? null : (_, told) => progress(told), cancellation)[0];
    }

    /// <summary>Runs several ladders at once: of the models of all, those with the most compute first.</summary>
    /// <param name="ladders">The ladders, each with the folder of its finished models; null to keep none. Two cannot share one.</param>
    /// <param name="degreeOfParallelism">As for <see cref="Run"/>.</param>
    /// <param name="progress">As for <see cref="Run"/>, with the ladder's place.</param>
    /// <param name="cancellation">As for <see cref="Run"/>.</param>
    /// <returns>As <see cref="Run"/>, in the order of the ladders.</returns>
    /// <exception cref="ArgumentException">As for <see cref="Run"/>.</exception>
    /// <exception cref="LadderStateException">As for <see cref="Run"/>.</exception>
    /// <exception cref="TrainingDivergedException">As for <see cref="Run"/>.</exception>
    /// <exception cref="OperationCanceledException">As for <see cref="Run"/>.</exception>
    public static ImmutableArray<ImmutableArray<LadderRung>> RunTogether(
        ImmutableArray<(LadderSettings Settings, string? Folder)> ladders, int degreeOfParallelism,
        Action<int, LadderProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        foreach ((LadderSettings settings, string? folder) in ladders)
        {
            settings.Check();
            MakeFolder(folder);
        }

        (int Ladder, int Run)[] order = [.. ladders
            .SelectMany((ladder, l) => Enumerable.Range(0, ladder.Settings.Runs.Length).Select(run => (l, run)))
            .OrderByDescending(place => TrainedModel.ComputeOf(
                ladders[place.l].Settings.Split.Task, ladders[place.l].Settings.Runs[place.run]).Count)];
        LadderRung[][] rungs = [.. ladders.Select(ladder => new LadderRung[ladder.Settings.Runs.Length])];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? first = null;
        int next = -1;

        void Work()
        {
            try
            {
                for (int place; (place = Interlocked.Increment(ref next)) < order.Length;)
                {
                    (int ladder, int run) = order[place];
                    rungs[ladder][run] = One(ladders[ladder].Settings, ladders[ladder].Folder, run, told => progress?.Invoke(ladder, told), stop.Token);
                }
            }
            catch (Exception exception)
            {
                // The first failure is the one to tell; it makes the others stop.
                Interlocked.CompareExchange(ref first, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel();
            }
        }

        Thread[] threads = [.. Enumerable.Range(1, Math.Min(degreeOfParallelism, order.Length) - 1).Select(_ => new Thread(Work))];
        foreach (Thread thread in threads)
            thread.Start();
        Work();
        foreach (Thread thread in threads)
            thread.Join();
        first?.Throw();
        return [.. rungs.Select(ladder => ImmutableArray.Create(ladder))];
    }

    /// <summary>Refuses a folder whose models are damaged, or of other settings.</summary>
    /// <exception cref="LadderStateException">There is such a model.</exception>
    internal static void CheckKept(LadderSettings settings, string folder, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (TrainingSettings run in settings.Runs)
        {
            cancellation.ThrowIfCancellationRequested();
            _ = RungFile.Read(folder, settings.Split, run);
        }
    }

    private static LadderRung One(LadderSettings settings, string? folder, int index, Action<LadderProgress> progress, CancellationToken cancellation)
    {
        TrainingSettings run = settings.Runs[index];
        cancellation.ThrowIfCancellationRequested();
        (TrainedModel model, ImmutableArray<TrainingCheckpoint> checkpoints) =
            (folder is null ? null : Kept(settings.Split, run, folder)) ?? Trained(settings.Split, run, folder, index, progress, cancellation);
        var rung = new LadderRung(run, model.Losses, AnswerSamples.WeightsOf(model, settings.Name), AnswerSheet.Of(model), settings.Split)
        {
            Checkpoints = checkpoints,
        };
        progress(new LadderProgress(index, run.Steps, model.Losses[^1], rung));
        return rung;
    }

    private static (TrainedModel, ImmutableArray<TrainingCheckpoint>)? Kept(TaskSplit split, TrainingSettings run, string folder)
    {
        if (RungFile.Read(folder, split, run) is not { } model)
            return null;
        ImmutableArray<TrainingCheckpoint> checkpoints = run.Evaluations is null ? [] : CheckpointFile.Read(folder, model);
        return checkpoints.IsDefault ? null : (model, checkpoints);
    }

    private static (TrainedModel, ImmutableArray<TrainingCheckpoint>) Trained(
        TaskSplit split, TrainingSettings run, string? folder, int index, Action<LadderProgress> progress, CancellationToken cancellation)
    {
        ImmutableArray<TrainingCheckpoint>.Builder checkpoints = ImmutableArray.CreateBuilder<TrainingCheckpoint>();
        int problems = Math.Min(run.Evaluations?.Problems ?? int.MaxValue, split.Test.Length);
        TrainedModel model = Trainer.Train(
            split,
            run,
            VectorWidths.Widest,
            step => progress(new LadderProgress(index, step.Step + 1, step.Loss, null)),
            cancellation,
            (step, transformer) =>
            {
                ImmutableArray<Answer> answers = AnswerSheet.Of(split, transformer, problems);
                checkpoints.Add(new TrainingCheckpoint(step, AnswerScores.Of(split.Task, answers), run.Evaluations!.KeepAnswers ? answers : []));
            });
        if (folder is not null)
        {
            // The model comes last: where it stands, all is there.
            if (run.Evaluations is not null)
                CheckpointFile.Write(folder, model, checkpoints.ToImmutable());
            // A kept model that was trained again for its checkpoints has the same bits.
            if (!Directory.Exists(Path.Combine(folder, RungFile.NameOf(run))))
                RungFile.Write(folder, model);
        }

        return (model, checkpoints.ToImmutable());
    }

    private static void MakeFolder(string? folder)
    {
        try
        {
            if (folder is not null)
                Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LadderStateException(folder!, $"cannot be made: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}
