using System.Collections.Immutable;
using System.Text;
using Presage.Evaluations;
using Presage.Readers.BigBench;
using Presage.Readers.Inputs;
using Presage.Readers.Ladders;
using Presage.Readers.LmEvaluationHarness;
using Presage.Readers.Mappings;
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
    /// <param name="paths">At least one; relative to the working folder. A file named twice is read once.</param>
    /// <param name="options">How to read.</param>
    /// <param name="cancellation">Stops between files and within them.</param>
    /// <returns>All that could be read; what could not is listed in it and stops nothing. Zero inputs, with a note, for an empty folder.</returns>
    /// <exception cref="ArgumentException">No path is given, or the degree of parallelism is below 1.</exception>
    /// <exception cref="UnreadableInputException">
    /// A path does not exist, the only input may not be read, or the mapping or the ladder file has a mistake in it.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ReadOutcome Read(IReadOnlyList<string> paths, ReadOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(options);
        if (paths.Count == 0)
            throw new ArgumentException("At least one path is needed.", nameof(paths));
        if (options.DegreeOfParallelism < 1)
            throw new ArgumentException("The degree of parallelism is at least 1.", nameof(options));

        MappingFile? mapping = options.MappingPath is null ? null : MappingFile.Load(options.MappingPath);
        FileOutcome? ladder = options.LadderPath is null ? null : LadderFile.Load(options.LadderPath, cancellation);
        InputFinder found = InputFinder.Find(paths, options, cancellation);
        ImmutableArray<InputFile> inputs = [.. found.Files.Where(file => mapping?.Ignores(file) != true)];
        SampleMeans means = new(mapping?.SampleMeans ?? new SampleMeansOptions());
        ImmutableArray<FileOutcome> files = ReadAll(inputs, mapping, means, options, cancellation);
        RefuseNothing(paths, found, files);
        mapping?.RequireFoundColumns();

        ImmutableArray<string> notesOnSamples = AddMeans(means, files);
        IEnumerable<FileOutcome> all = ladder is null ? files : files.Prepend(ladder);
        return new ReadOutcome
        {
            Inputs = [.. all.Select(file => file.Input), .. mapping is null ? [] : new[] { mapping.Input }],
            Files =
            [
                .. new[] { options.LadderPath }.OfType<string>().Concat(inputs.Select(file => file.FullPath)).Concat(new[] { options.MappingPath }.OfType<string>())
                    .Select(Path.GetFullPath),
            ],
            Results = [.. MappingFile.ShareFacts(files)],
            Rejected = [.. found.Rejections, .. all.SelectMany(file => file.Reading.Rejections())],
            Ladder = [.. all.SelectMany(file => file.Reading.Cards), .. mapping?.Cards ?? []],
            Notes = [.. found.Notes, .. mapping?.UnusedTables(files) ?? [], .. Grouped(all), .. notesOnSamples],
        };
    }

    private static ImmutableArray<FileOutcome> ReadAll(
        ImmutableArray<InputFile> files, MappingFile? mapping, SampleMeans means, ReadOptions options, CancellationToken cancellation)
    {
        FileOutcome[] outcomes = new FileOutcome[files.Length];
        TableMapping?[] tables = [.. files.Select(file => mapping?.For(file))];
        int done = 0;
        long bytes = 0;
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = options.DegreeOfParallelism, CancellationToken = cancellation };
        void ReadOne(int i)
        {
            outcomes[i] = ReadFile(files[i], tables[i], means, cancellation);
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

    private static FileOutcome ReadFile(InputFile file, TableMapping? table, SampleMeans means, CancellationToken cancellation)
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
                    : new MappedSampleReader(table, file.FullPath, means);
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
