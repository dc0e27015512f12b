using Presage.Evaluations;
using Presage.Models;
using Presage.Units;

namespace Presage.Readers.Mappings;

/// <summary>Reads a foreign table as a mapping says.</summary>
internal sealed class MappedTableReader(TableMapping mapping) : IFormatReader
{
    private readonly Dictionary<string, List<(ValueRule Rule, Captures Captures)>> _rules = [];

    public string Format => "mapped table";

    /// <summary>The mapping has chosen the file already.</summary>
    public bool Recognises(FileHead head) => true;

    public void Read(Stream content, FileHead head, FileReading reading)
    {
        if (UnknownFormat.Unreadable(head) is { } unreadable)
            throw new UnusableFileException(unreadable);
        Captures captures = mapping.CapturesOf(reading.Path);
        if (head.Json is not null)
            JsonRows.ForEach(content, reading, row => Take(row, captures, reading));
        else
            CsvRows.ForEach(content, head, reading, row => Take(row, captures, reading));
    }

    private void Take(ITableRow row, Captures captures, FileReading reading)
    {
        mapping.SeeRecord();
        ReportedResult? weights = null;
        foreach (string column in row.Columns)
        {
            foreach ((ValueRule rule, Captures inColumn) in RulesFor(column, captures))
            {
                string text = row.Field(column)!;
                if (Numbers.IsMissing(text) && !text.Equals("nan", StringComparison.OrdinalIgnoreCase))
                    continue;
                try
                {
                    weights ??= Weights(row, captures, reading);
                }
                catch (BadFieldException bad)
                {
                    reading.Reject(row.Record, bad.Message);
                    return;
                }

                string record = $"{row.Record}, {column}";
                try
                {
                    reading.Add(Value(rule, row, inColumn, text, weights) with { Origin = reading.At(record) });
                }
                catch (BadFieldException bad)
                {
                    reading.Reject(record, bad.Message);
                }
            }
        }
    }

    private List<(ValueRule Rule, Captures Captures)> RulesFor(string column, Captures captures)
    {
        if (!_rules.TryGetValue(column, out List<(ValueRule, Captures)>? rules))
        {
            rules = [];
            foreach (ValueRule rule in mapping.Values)
            {
                if (rule.Match(column) is { } match)
                    rules.Add((rule, captures.With(match)));
            }

            _rules.Add(column, rules);
        }

        return rules;
    }

    private ReportedResult Weights(ITableRow row, Captures captures, FileReading reading)
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
        return new ReportedResult
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
            Task = "",
            Metric = "",
            Value = double.NaN,
            Origin = reading.At(row.Record),
        };
    }

    private static ReportedResult Value(ValueRule rule, ITableRow row, Captures captures, string text, ReportedResult weights)
    {
        if (!Numbers.TryReal(text, out double value))
            throw new BadFieldException(Numbers.Complaint("value", text));
        return weights with
        {
            Task = rule.Task.Text(row, captures) ?? throw new BadFieldException("names no task"),
            Metric = rule.Metric.Text(row, captures) ?? throw new BadFieldException("names no metric"),
            Filter = rule.Filter?.Text(row, captures),
            Shots = rule.Shots?.Whole("shots", row, captures, 0) is { } shots ? checked((int)Math.Min(shots, int.MaxValue)) : null,
            Samples = rule.Samples?.Whole("samples", row, captures, 1),
            Chance = rule.Chance?.Number("chance", row, captures),
            StandardError = rule.StandardError?.Amount("standardError", row, captures) is { } error ? error * Math.Abs(rule.Scale) : null,
            HigherIsBetter = rule.HigherIsBetter,
            Value = value * rule.Scale,
        };
    }
}
