using System.Collections.Immutable;

namespace Presage.Readers.Tables;

/// <summary>Which column of a table means what.</summary>
internal sealed class ResultColumns
{
    // Names without regard to case, spaces, '_' and '-'. The symbols n (samples) and N (parameters) are told apart by case alone.
    private static readonly Dictionary<string, ResultColumn> Names = new()
    {
        ["model"] = ResultColumn.Model,
        ["task"] = ResultColumn.Task,
        ["metric"] = ResultColumn.Metric,
        ["value"] = ResultColumn.Value,
        ["samples"] = ResultColumn.Samples,
        ["nsamples"] = ResultColumn.Samples,
        ["stderr"] = ResultColumn.StandardError,
        ["standarderror"] = ResultColumn.StandardError,
        ["chance"] = ResultColumn.Chance,
        ["shots"] = ResultColumn.Shots,
        ["fewshot"] = ResultColumn.Shots,
        ["numfewshot"] = ResultColumn.Shots,
        ["family"] = ResultColumn.Family,
        ["revision"] = ResultColumn.Revision,
        ["checkpoint"] = ResultColumn.Revision,
        ["step"] = ResultColumn.Step,
        ["seed"] = ResultColumn.Seed,
        ["run"] = ResultColumn.Run,
        ["parameters"] = ResultColumn.Parameters,
        ["totaln"] = ResultColumn.TotalParameters,
        ["totalparameters"] = ResultColumn.TotalParameters,
        ["activen"] = ResultColumn.ActiveParameters,
        ["activeparameters"] = ResultColumn.ActiveParameters,
        ["d"] = ResultColumn.Tokens,
        ["tokens"] = ResultColumn.Tokens,
        ["c"] = ResultColumn.Compute,
        ["compute"] = ResultColumn.Compute,
        ["flops"] = ResultColumn.Compute,
        ["loss"] = ResultColumn.Loss,
        ["higherisbetter"] = ResultColumn.HigherIsBetter,
        ["filter"] = ResultColumn.Filter,
    };

    private readonly Dictionary<ResultColumn, int> _positions;

    private ResultColumns(Dictionary<ResultColumn, int> positions) => _positions = positions;

    /// <summary>Columns whose names mean nothing here, in the order of the table.</summary>
    public ImmutableArray<int> Others { get; private init; } = [];

    /// <summary>The first name that means the same as one before it; null where every meaning is named once.</summary>
    public string? Repeated { get; private init; }

    public static ResultColumns Of(ImmutableArray<string> header)
    {
        Dictionary<ResultColumn, int> positions = [];
        List<int> others = [];
        string? repeated = null;
        for (int i = 0; i < header.Length; i++)
        {
            if (MeaningOf(header[i]) is not { } meaning)
                others.Add(i);
            else if (!positions.TryAdd(meaning, i))
                repeated ??= header[i];
        }

        return new ResultColumns(positions) { Others = [.. others], Repeated = repeated };
    }

    public bool Has(ResultColumn column) => _positions.ContainsKey(column);

    /// <summary>The field of this row under a column; null where there is no such column.</summary>
    public string? Field(CsvTable row, ResultColumn column) =>
        _positions.TryGetValue(column, out int position) ? row[position] : null;

    private static ResultColumn? MeaningOf(string name) =>
        name switch
        {
            "n" => ResultColumn.Samples,
            "N" => ResultColumn.Parameters,
            _ => Names.TryGetValue(string.Concat(name.Where(c => c is not (' ' or '_' or '-'))).ToLowerInvariant(), out ResultColumn column) ? column : null,
        };
}
