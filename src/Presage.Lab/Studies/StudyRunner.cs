using System.Collections.Immutable;
using System.Text;
using Presage.Lab.Ladders;
using Presage.Outcomes;

namespace Presage.Lab.Studies;

/// <summary>Trains and tests all arms of a study in a folder that becomes a store of outcomes, or goes on with one that was stopped.</summary>
/// <remarks>
/// The folder holds <c>lab.yaml</c> as given, <c>lab.resolved.yaml</c> with every default, <c>models/ARM</c> with the trained models and how they did
/// while they trained, and the store.
/// </remarks>
public static class StudyRunner
{
    /// <summary>Runs a study.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">New, empty, or of a study that this one is or adds to.</param>
    /// <param name="degreeOfParallelism">Models at a time, at least 1. It changes no number.</param>
    /// <param name="progress">Told of every step and every finished model, with the arm's place, from several threads; null for nobody.</param>
    /// <param name="cancellation">Asked before every step.</param>
    /// <returns>Shape [arms][models], in the order of the study.</returns>
    /// <exception cref="LadderStateException">The folder cannot be read or written, or holds models of other settings.</exception>
    /// <exception cref="OutcomeStoreException">The store cannot be read or written, or is another's.</exception>
    /// <exception cref="Training.TrainingDivergedException">A model's loss is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; finished models are kept.</exception>
    public static ImmutableArray<ImmutableArray<LadderRung>> Run(
        Study study, string folder, int degreeOfParallelism, Action<int, LadderProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(folder);
        string description = Path.Combine(folder, "lab.yaml");
        bool isKnown = File.Exists(description);
        OutcomeStore store = OutcomeStore.OpenOrCreate(folder);
        if (!isKnown && !store.Imports().IsEmpty)
            throw new OutcomeStoreException(folder, "is a store of other outcomes; name a new folder");
        ImmutableArray<(LadderSettings Settings, string? Folder)> ladders =
            [.. study.Arms.Select(arm => (arm.Ladder, (string?)Path.Combine(folder, "models", arm.Name)))];
        // Models of other settings are refused before the folder's description is replaced.
        foreach ((LadderSettings settings, string? models) in ladders)
            LadderRunner.CheckKept(settings, models!, cancellation);
        StateFile.Write(description, file => file.Write(Encoding.UTF8.GetBytes(study.Text)));
        StateFile.Write(Path.Combine(folder, "lab.resolved.yaml"), file => file.Write(Encoding.UTF8.GetBytes(ResolvedStudy.Text(study))));
        ImmutableArray<ImmutableArray<LadderRung>> rungs = LadderRunner.RunTogether(ladders, degreeOfParallelism, progress, cancellation);
        LadderOutcomes.Write(store, [.. rungs.SelectMany(arm => arm)]);
        return rungs;
    }
}
