using Presage.Evaluations;

namespace Presage.Readers.Mappings;

/// <summary>Reads a foreign table of results as a mapping says.</summary>
internal sealed class MappedTableReader(TableMapping mapping, string fullPath) : IFormatReader
{
    private readonly RuleMatches<ValueRule> _rules = new(mapping.Values);

    public string Format => "mapped table";

    /// <summary>The mapping has chosen the file already.</summary>
    public bool Recognises(FileHead head) => true;

    public void Read(Stream content, FileHead head, FileReading reading) =>
        MappedRows.ForEach(mapping, fullPath, content, head, reading, (row, captures) => Take(row, captures, reading));

    private void Take(ITableRow row, Captures captures, FileReading reading)
    {
        ReportedWeights? weights = null;
        foreach (string column in row.Columns)
        {
            foreach ((ValueRule rule, System.Text.RegularExpressions.Match match) in _rules.For(column))
            {
                string text = row.Field(column)!;
                if (Numbers.IsMissing(text) && !text.Equals("nan", StringComparison.OrdinalIgnoreCase))
                    continue;
                Captures inColumn = captures.With(match);
                if (weights is null || mapping.ModelsStandInColumns)
                    weights = MappedRows.WeightsOf(mapping, row, inColumn);
                string record = $"{row.Record}, {column}";
                try
                {
                    reading.Add(Value(rule, row, inColumn, text, weights, reading.At(record)));
                }
                catch (BadFieldException bad)
                {
                    reading.Reject(record, bad.Message);
                }
            }
        }
    }

    private static ReportedResult Value(ValueRule rule, ITableRow row, Captures captures, string text, ReportedWeights weights, Origin origin)
    {
        if (!Numbers.TryReal(text, out double value))
            throw new BadFieldException(Numbers.Complaint("value", text));
        return weights.Result(rule.TaskOf(row, captures), rule.MetricOf(row, captures), value * rule.Scale, origin) with
        {
            Filter = rule.Filter?.Text(row, captures),
            Shots = rule.ShotsOf(row, captures),
            Samples = rule.Samples?.Whole("samples", row, captures, 1),
            Chance = rule.Chance?.Number("chance", row, captures),
            StandardError = rule.StandardError?.Amount("standardError", row, captures) is { } error ? error * Math.Abs(rule.Scale) : null,
            HigherIsBetter = rule.HigherIsBetter,
        };
    }
}
