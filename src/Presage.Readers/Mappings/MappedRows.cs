using Presage.Evaluations;
using Presage.Models;
using Presage.Units;

namespace Presage.Readers.Mappings;

/// <summary>The rows of a file as a mapping sees them: where they are, what is captured from them, and whose weights they are about.</summary>
internal static class MappedRows
{
    public static void ForEach(
        TableMapping mapping, string fullPath, Stream content, FileHead head, FileReading reading, Action<ITableRow, Captures> action)
    {
        if (UnknownFormat.Unreadable(head) is { } unreadable)
            throw new UnusableFileException(unreadable);
        Captures file = mapping.CapturesOf(fullPath);
        void Take(ITableRow row)
        {
            mapping.SeeRecord(row);
            try
            {
                action(row, mapping.CapturesOf(row, file));
            }
            catch (BadFieldException bad)
            {
                reading.Reject(row.Record, bad.Message);
            }
        }

        if (head.Json is not null)
            JsonRows.ForEach(content, mapping.Rows, reading, Take);
        else if (mapping.Rows is null)
            CsvRows.ForEach(content, head, refusesShortRows: !mapping.Scores.IsEmpty, reading, Take);
        else
            throw new UnusableFileException("'rows' names places in a JSON file, and this is none");
    }

    /// <summary>The weights that a row is about.</summary>
    /// <exception cref="BadFieldException">A field cannot be used.</exception>
    public static ReportedWeights WeightsOf(TableMapping mapping, ITableRow row, Captures captures)
    {
        string? Text(string key) => mapping.Field(key)?.Text(row, captures);
        double? Amount(string key) => mapping.Field(key)?.Amount(key, row, captures);
        long? Whole(string key, long least) => mapping.Field(key)?.Whole(key, row, captures, least);

        (string? revision, long? step, double? checkpointTokens) = (Text("revision"), Whole("step", 0), Amount("checkpointTokens"));
        bool isCheckpoint = revision is not null || step is not null || checkpointTokens is not null;
        double? loss = Amount("loss");
        ModelFacts facts = new()
        {
            Family = Text("family"),
            NonEmbeddingParameters = Amount("parameters") is { } n ? Params.From(n) : null,
            TotalParameters = Amount("totalParameters") is { } total ? Params.From(total) : null,
            ActiveParameters = Amount("activeParameters") is { } active ? Params.From(active) : null,
            TrainingTokens = Amount("tokens") is { } tokens ? Tokens.From(tokens) : null,
            TrainingCompute = Amount("compute") is { } compute ? Flops.From(compute) : null,
            TokensPerStep = Amount("tokensPerStep") is { } perStep ? Tokens.From(perStep) : null,
            PretrainingLoss = !isCheckpoint && loss is { } final ? Nats.From(final) : null,
        };
        return new ReportedWeights
        {
            Model = Text("model") ?? throw new BadFieldException("names no model"),
            Facts = facts == new ModelFacts() ? null : facts,
            Revision = revision,
            Step = step,
            Seed = Whole("seed", long.MinValue),
            Run = Text("run"),
            CheckpointTokens = checkpointTokens,
            CheckpointCompute = Amount("checkpointCompute"),
            Loss = isCheckpoint ? loss : null,
        };
    }
}
