using System.Collections.Immutable;
using System.Text;
using Presage.Evaluations;
using Presage.Outcomes;
using Presage.Readers.BigBench;
using Presage.Readers.Inputs;
using Presage.Readers.Ladders;
using Presage.Readers.LmEvaluationHarness;
using Presage.Readers.Mappings;
using Presage.Readers.Outcomes;
using Presage.Readers.Tables;
using Presage.Reports;

namespace Presage.Readers;

/// <summary>Reads evaluation results from files of any format that Presage knows.</summary>
public static class ResultsReader
{
    private static readonly ImmutableArray<IFormatReader> Readers =
    [
        new HarnessResultsReader(),
        new AuditTableReader(),
        new ScoreFileReader(),
        new PresageTableReader(),
        new WideTableReader(),
        new LadderReader(),
    ];

    /// <summary>Reads files, folders (walked, hidden files left out) and patterns; <c>.gz</c> is unpacked on the way.</summary>
    /// <param name="paths">
    /// At least one; relative to the working folder. A file named twice is read once. A folder that is a store of outcomes gives what its
    /// imports' files would give.
    /// </param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellation">Stops between files and within them.</param>
    /// <returns>All that could be read; what could not is listed in it and stops nothing. Zero inputs, with a note, for an empty folder.</returns>
    /// <exception cref="ArgumentException">No path is given, or the degree of parallelism is below 1.</exception>
    /// <exception cref="UnreadableInputException">
    /// A path does not exist, the only input may not be read, or the mapping or the ladder file has a mistake in it.
    /// </exception>
    /// <exception cref="OutcomeStoreException">A store of outcomes is damaged.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ReadOutcome Read(IReadOnlyList<string> paths, ReadOptions options, CancellationToken cancellation)
    {
        ReadFiles read = ReadAll(paths, options, null, cancellation);
        read.Mapping?.RequireFoundColumns();
        ImmutableArray<string> notesOnSamples = AddMeans(read.Means, read.Files);
        return new ReadOutcome
        {
            Inputs = [.. read.AllFiles.Select(file => file.Input), .. read.Mapping is null ? [] : new[] { read.Mapping.Input }],
            Files = read.Paths,
            Results = [.. MappingFile.ShareFacts(read.Files)],
            Rejected = [.. read.Found.Rejections, .. read.Studies.SelectMany(study => study.Rejected), .. read.AllFiles.SelectMany(file => file.Reading.Rejections())],
            Ladder = [.. read.AllFiles.SelectMany(file => file.Reading.Cards), .. read.Studies.SelectMany(study => study.Cards), .. read.Mapping?.Cards ?? []],
            Notes =
            [
                .. read.Found.Notes, .. read.Mapping?.UnusedTables(read.Files) ?? [], .. read.Studies.SelectMany(study => study.Notes),
                .. Grouped(read.AllFiles), .. notesOnSamples,
            ],
        };
    }

    /// <summary>All files after reading, before the samples' means are made.</summary>
    /// <param name="Found">The walk.</param>
    /// <param name="Ladder">The ladder file named on its own; null for none.</param>
    /// <param name="Files">The files, those of stores after the others.</param>
    /// <param name="Mapping">The mapping; null for none.</param>
    /// <param name="Studies">The stores.</param>
    /// <param name="Means">The means in the making.</param>
    /// <param name="Paths">See <see cref="ReadOutcome.Files"/>.</param>
    internal sealed record ReadFiles(
        InputFinder Found,
        FileOutcome? Ladder,
        ImmutableArray<FileOutcome> Files,
        MappingFile? Mapping,
        ImmutableArray<StudyReading> Studies,
        SampleMeans Means,
        ImmutableArray<string> Paths)
    {
        /// <summary>The ladder file, then the others.</summary>
        public IEnumerable<FileOutcome> AllFiles => Ladder is null ? Files : Files.Prepend(Ladder);
    }

    /// <summary>Reads all files, and hands samples to a store where there is one.</summary>
    internal static ReadFiles ReadAll(IReadOnlyList<string> paths, ReadOptions options, OutcomeWriter? store, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        if (paths.Count == 0)
            throw new ArgumentException("At least one path is needed.", nameof(paths));
        if (options.DegreeOfParallelism < 1)
            throw new ArgumentException("The degree of parallelism is at least 1.", nameof(options));

        MappingFile? mapping = options.MappingPath is null ? null : MappingFile.Load(options.MappingPath);
        FileOutcome? ladder = options.LadderPath is null ? null : LadderFile.Load(options.LadderPath, cancellation);
        ImmutableArray<StudyReading> studies = [.. paths.Where(OutcomeStore.IsStore).Select(path => StudyReading.Open(path, cancellation))];
        IReadOnlyList<string> others = [.. paths.Where(path => !OutcomeStore.IsStore(path))];
        InputFinder found = InputFinder.Find(others, options, cancellation);
        ImmutableArray<InputFile> inputs = [.. found.Files.Where(file => mapping?.Ignores(file) != true)];
        SampleMeans means = new(MeansOptions(mapping, studies));
        ImmutableArray<FileOutcome> files = ReadAll(inputs, mapping, new SampleIntake(means, store), options, cancellation);
        if (studies.IsEmpty)
            RefuseNothing(paths, found, files);
        foreach (StudyReading study in studies)
            study.Fold(means, cancellation);
        return new ReadFiles(
            found, ladder, [.. files, .. studies.SelectMany(study => study.Files)], mapping, studies, means,
            [
                .. new[] { options.LadderPath }.OfType<string>().Concat(inputs.Select(file => file.FullPath))
                    .Concat(studies.SelectMany(study => study.Paths)).Concat(new[] { options.MappingPath }.OfType<string>()).Select(Path.GetFullPath),
            ]);
    }

    private static SampleMeansOptions MeansOptions(MappingFile? mapping, ImmutableArray<StudyReading> studies)
    {
        SampleMeansOptions[] all = [.. studies.Select(study => study.Means).Prepend(mapping?.SampleMeans).OfType<SampleMeansOptions>()];
        return new SampleMeansOptions { CommonItemsOnly = all.Any(one => one.CommonItemsOnly), RepeatedItems = all.Any(one => one.RepeatedItems) };
    }

    private static ImmutableArray<FileOutcome> ReadAll(
        ImmutableArray<InputFile> files, MappingFile? mapping, SampleIntake intake, ReadOptions options, CancellationToken cancellation)
    {
        FileOutcome[] outcomes = new FileOutcome[files.Length];
        TableMapping?[] tables = [.. files.Select(file => mapping?.For(file))];
        int done = 0;
        long bytes = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.DegreeOfParallelism, CancellationToken = cancellation };
        void ReadOne(int i)
        {
            outcomes[i] = ReadFile(files[i], tables[i], intake, cancellation);
            long sum = Interlocked.Add(ref bytes, outcomes[i].Bytes);
            options.Progress?.Report(new ReadProgress(Interlocked.Increment(ref done), files.Length, sum));
        }

        bool HoldsSamples(int i) => tables[i]?.Scores.IsEmpty == false;
        try
        {
            Parallel.ForEach(Enumerable.Range(0, files.Length).Where(i => !HoldsSamples(i)), parallel, ReadOne);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.Any(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException("Reading was stopped.", exception, cancellation);
        }

        // Samples of one model may stand in several files, and are folded in the order of these.
        foreach (int i in Enumerable.Range(0, files.Length).Where(HoldsSamples))
            ReadOne(i);

        return [.. outcomes];
    }

    // The means of samples are results of the files in which the samples begin.
    private static ImmutableArray<string> AddMeans(SampleMeans means, ImmutableArray<FileOutcome> files)
    {
        SampleSummary summary = means.Summarise();
        ILookup<string, FileReading> readings = files.ToLookup(file => file.Input.Path, file => file.Reading);
        foreach (ReportedResult result in summary.Results)
            readings[result.Origin.Path].First(reading => reading.Means > 0).Add(result);
        return summary.Notes;
    }

    private static FileOutcome ReadFile(InputFile file, TableMapping? table, SampleIntake intake, CancellationToken cancellation)
    {
        FileReading reading = new(file.Path, cancellation);
        string? format = null;
        string? sha256 = null;
        long bytes = 0;
        try
        {
            using OpenedFile opened = OpenedFile.Open(file.FullPath);
            try
            {
                (FileHead head, Stream content) = opened.Unpack(cancellation);
                IFormatReader reader = table is null ? Recognise(head)
                    : table.Scores.IsEmpty ? new MappedTableReader(table, file.FullPath)
                    : new MappedSampleReader(table, file.FullPath, intake);
                format = reader.Format;
                reader.Read(content, head, reading);
                if (reading is { Results.Count: 0, Means: 0, Rejected: 0, Cards.Count: 0 })
                    throw new UnusableFileException("holds no number");
            }
            catch (UnusableFileException unusable)
            {
                reading.RejectFile(unusable.Record, unusable.Message);
            }
            catch (DecoderFallbackException)
            {
                reading.RejectFile(null, "holds bytes that are not UTF-8; save the file as UTF-8");
            }
            catch (InvalidDataException)
            {
                reading.RejectFile(null, "the compressed data are damaged or cut off");
            }

            sha256 = opened.FinishHash(cancellation);
            bytes = opened.Bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reading.RejectFile(null, FileTrouble.Describe(exception));
        }

        return new FileOutcome(new InputReport(file.Path, format, sha256, reading.Results.Count + reading.Means, reading.Rejected), reading, bytes, table);
    }

    private static IFormatReader Recognise(FileHead head)
    {
        if (UnknownFormat.Unreadable(head) is { } unreadable)
            throw new UnusableFileException(unreadable);
        foreach (IFormatReader reader in Readers)
        {
            if (reader.Recognises(head))
                return reader;
        }

        throw new UnusableFileException($"not a format Presage reads: {UnknownFormat.Describe(head)}");
    }

    private static void RefuseNothing(IReadOnlyList<string> paths, InputFinder found, ImmutableArray<FileOutcome> files)
    {
        if (paths.Count > 1)
            return;
        if (files.Length == 0 && found.Rejections.Count > 0)
            throw new UnreadableInputException(paths[0], null, found.Rejections[0].Reason);
        if (files is [{ Input.Sha256: null } only] && File.Exists(paths[0]))
            throw new UnreadableInputException(paths[0], null, only.Reading.Rejections().First().Reason);
    }

    private static IEnumerable<string> Grouped(IEnumerable<FileOutcome> files) =>
        from file in files
        from note in file.Reading.Notes
        group file.Input.Path by note into notes
        select notes.Count() == 1 ? $"{notes.Key} ({notes.First()})" : $"{notes.Key} ({notes.Count()} files, the first {notes.First()})";
}
