using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Models;
using Presage.Outcomes;
using Presage.Reports;
using Presage.Scoring;

namespace Presage.Readers.Outcomes;

/// <summary>Reads a store as if its imports' files were read again: the same samples, in the same order and batches.</summary>
internal sealed class StudyReading
{
    // Conflicts that a note gives as examples.
    private const int Examples = 3;

    private readonly OutcomeStore _store;
    private readonly ImmutableArray<ImportRecord> _imports;

    private readonly ImmutableArray<(string Run, FileOutcome Outcome)> _files;

    private StudyReading(OutcomeStore store, ImmutableArray<ImportRecord> imports, CancellationToken cancellation)
    {
        (_store, _imports) = (store, imports);
        _files = [.. from import in imports from file in import.Files select (import.Run, Restored(file, cancellation))];
        Files = [.. _files.Select(file => file.Outcome)];
    }

    /// <summary>The files of the imports, as they were read. What their samples count towards is known after <see cref="Fold"/>.</summary>
    public ImmutableArray<FileOutcome> Files { get; private set; }

    /// <summary>Full paths of the store's own files.</summary>
    public IEnumerable<string> Paths => _store.Parts.Concat(_imports.Select(import => Path.Combine(_store.Folder, "imports", import.Run + ".json")));

    public IEnumerable<Rejection> Rejected => _imports.SelectMany(import => import.Rejected);

    public List<string> Notes { get; } = [];

    public IEnumerable<ModelCard> Cards => _imports.SelectMany(import => import.Cards).Select(card => card.ToCard());

    /// <summary>How the imports ask for means: what one of them needs holds for all.</summary>
    public SampleMeansOptions Means => new()
    {
        CommonItemsOnly = _imports.Any(import => import.Means.CommonItemsOnly),
        RepeatedItems = _imports.Any(import => import.Means.RepeatedItems),
    };

    /// <exception cref="OutcomeStoreException">A record of the store is damaged.</exception>
    public static StudyReading Open(string folder, CancellationToken cancellation)
    {
        OutcomeStore store = OutcomeStore.Open(folder);
        ImmutableArray<ImportRecord> imports = store.Imports();
        StudyReading study = new(store, imports, cancellation);
        study.Notes.AddRange(imports.SelectMany(import => import.Notes));
        study.Notes.AddRange(
            from import in imports
            where !store.IsComplete(import)
            select $"Parts of import {import.Run} were deleted, and their outcomes are missing; import the same files again to have them.");
        HashSet<string> finished = [.. imports.Select(import => import.Run)];
        int left = store.Parts.Count(part => !finished.Contains(OutcomeStore.RunOf(part)));
        if (left > 0)
            study.Notes.Add($"{NumberText.Count(left, "part")} of imports that were not finished are left out of {Path.GetFileName(Path.GetFullPath(folder))}; import the same files again.");
        return study;
    }

    /// <summary>Folds the samples.</summary>
    /// <exception cref="OutcomeStoreException">A part of the store is damaged.</exception>
    public void Fold(SampleFold fold, CancellationToken cancellation)
    {
        using OutcomeReader reader = _store.Read();
        Dictionary<(string Run, string Path), int> means = [];
        HashSet<(string Run, string Path)> listed = [.. _files.Select(file => (file.Run, file.Outcome.Input.Path))];
        (string Run, string Path)? batch = null;
        bool isWhole = false;
        void Keep()
        {
            if (batch is { } kept)
                means[kept] = means.GetValueOrDefault(kept) + fold.Commit();
        }

        try
        {
            foreach ((string run, Sample sample) in reader.Outcomes(keepRepeats: true))
            {
                cancellation.ThrowIfCancellationRequested();
                if (batch != (run, sample.Origin.Path))
                {
                    if (batch is not null)
                        Keep();
                    batch = (run, sample.Origin.Path);
                    if (!listed.Contains((run, sample.Origin.Path)))
                        throw new OutcomeStoreException(_store.Folder, $"holds outcomes of '{sample.Origin.Path}', which the record of import {run} does not list; import its files into a new folder");
                }

                if (fold.Add(ScoredSample.Of(sample)) is { } repeated)
                    NoteRepeat(sample.Origin, repeated);
            }

            isWhole = true;
        }
        finally
        {
            if (isWhole)
                Keep();
            else
                fold.RollBack();
        }

        Files = [.. _files.Select(file => Counted(file.Outcome, means.Remove((file.Run, file.Outcome.Input.Path), out int count) ? count : file.Outcome.Input.Results))];
        if (_imports.Length > 1)
            NoteConflicts(reader.Conflicts(Examples, betweenImports: true));
    }

    // Repeats of stated scores are in the import's record; those of several imports are conflicts. What is left are scores that the import did not compute.
    private void NoteRepeat(Origin origin, string reason)
    {
        if (_imports.Length > 1 || _files.FirstOrDefault(file => file.Outcome.Input.Path == origin.Path).Outcome is not { Reading: var reading })
            return;
        if (reading.Rejected == reading.Listed.Count && !reading.Listed.Any(listed => listed.Record == origin.Record))
            reading.Reject(origin.Record, reason);
    }

    private static FileOutcome Counted(FileOutcome file, int means)
    {
        file.Reading.Means = means;
        return file with { Input = file.Input with { Results = means, Rejected = file.Reading.Rejected } };
    }

    private void NoteConflicts(OutcomeConflicts conflicts)
    {
        if (conflicts.Count == 0)
            return;
        IEnumerable<string> examples = conflicts.Listed.Select(conflict => FormattableString.Invariant(
            $"{conflict.Metric} of {conflict.Model} on item '{conflict.Item}' of '{conflict.Task}' is {string.Join(" and ", conflict.Values.Select(value => value.Value).Distinct())}"));
        Notes.Add($"Different between imports: {NumberText.Count(conflicts.Count, "value")}, of which the first is used: {string.Join("; ", examples)}. 'presage inspect' lists them.");
    }

    private static FileOutcome Restored(ImportedFile file, CancellationToken cancellation)
    {
        FileReading reading = new(file.Path, file.Path, cancellation) { Means = file.Results };
        foreach (Rejection rejection in file.Rejections)
            reading.Reject(rejection.Record, rejection.Reason);
        reading.RejectUnlisted(file.Rejected - file.Rejections.Length);
        reading.Notes.AddRange(file.Notes);
        return new FileOutcome(new InputReport(file.Path, file.Format, file.Sha256, file.Results, file.Rejected), reading, 0, null) { IsFromStore = true, HoldsSamples = true };
    }
}
