using Presage.Readers.LmEvaluationHarness;

namespace Presage.Readers.Tables;

/// <summary>Reads the fields that our long table and the wide harness table share.</summary>
internal sealed class RowReader(CsvTable table, ResultColumns columns)
{
    /// <summary>Why the row last read cannot be used; null where it can.</summary>
    public string? Complaint { get; private set; }

    /// <summary>The row's identity; null where the row cannot be used.</summary>
    public ResultRow? Read()
    {
        Complaint = null;
        if (table.Count > table.Header.Length)
        {
            Complaint = $"{table.Count} fields where the header has {table.Header.Length}; a decimal comma, or a text with a comma and without quotes?";
            return null;
        }

        // A row that was cut off may end within a number.
        if (table.Count < table.Header.Length)
        {
            Complaint = $"{table.Count} fields where the header has {table.Header.Length}; a row that was cut off?";
            return null;
        }

        string model = columns.Field(table, ResultColumn.Model) ?? "";
        string task = columns.Field(table, ResultColumn.Task) ?? "";
        if (model.Length == 0 || task.Length == 0)
        {
            Complaint = model.Length == 0 ? "names no model" : "names no task";
            return null;
        }

        (string? revision, long? step) = Checkpoint();
        ResultRow row = new(model, task)
        {
            Family = Text(ResultColumn.Family),
            Revision = revision,
            Step = step,
            Seed = Whole(ResultColumn.Seed),
            Run = Text(ResultColumn.Run),
            Shots = Whole(ResultColumn.Shots, 0, int.MaxValue) is { } shots ? (int)shots : null,
            Samples = Whole(ResultColumn.Samples, 1),
            Parameters = Amount(ResultColumn.Parameters),
            TotalParameters = Amount(ResultColumn.TotalParameters),
            ActiveParameters = Amount(ResultColumn.ActiveParameters),
            Tokens = Amount(ResultColumn.Tokens),
            Compute = Amount(ResultColumn.Compute),
            Loss = Amount(ResultColumn.Loss),
        };
        return Complaint is null ? row : null;
    }

    /// <summary>A text; null where the column is absent or the field empty.</summary>
    public string? Text(ResultColumn column) => columns.Field(table, column) is { Length: > 0 } text ? text : null;

    /// <summary>A number; null where the column is absent or the field says that nothing was measured.</summary>
    public double? Real(ResultColumn column)
    {
        if (columns.Field(table, column) is not { } text || Numbers.IsMissing(text))
            return null;
        if (Numbers.TryReal(text, out double value))
            return value;
        Complaint ??= Numbers.Complaint(NameOf(column), text);
        return null;
    }

    /// <summary>A truth value; null where absent.</summary>
    public bool? Truth(ResultColumn column)
    {
        switch (Text(column)?.ToLowerInvariant())
        {
            case null:
                return null;
            case "true" or "yes" or "1":
                return true;
            case "false" or "no" or "0":
                return false;
            default:
                Complaint ??= $"{NameOf(column)} '{Text(column)}' is neither true nor false";
                return null;
        }
    }

    /// <summary>Adds a complaint, unless the row has one.</summary>
    public void Refuse(string? complaint) => Complaint ??= complaint;

    private double? Amount(ResultColumn column)
    {
        if (Real(column) is not { } amount)
            return null;
        if (double.IsFinite(amount) && amount >= 0)
            return amount;
        Complaint ??= $"{NameOf(column)} is negative or not finite";
        return null;
    }

    private long? Whole(ResultColumn column, long least = long.MinValue, long most = long.MaxValue)
    {
        if (columns.Field(table, column) is not { } text || Numbers.IsMissing(text))
            return null;
        if (Numbers.TryWhole(text, out long value) && value >= least && value <= most)
            return value;
        Complaint ??= Numbers.TryReal(text, out _)
            ? $"{NameOf(column)} '{text}' is not a whole number{(least == long.MinValue ? "" : $" of at least {least}")}"
            : Numbers.Complaint(NameOf(column), text);
        return null;
    }

    // A checkpoint column holds a step number, or a revision such as step3000.
    private (string? Revision, long? Step) Checkpoint()
    {
        long? step = Whole(ResultColumn.Step, 0);
        string? revision = Text(ResultColumn.Revision);
        if (revision is null)
            return (null, step);
        return Numbers.TryWhole(revision, out long number) && number >= 0
            ? (null, step ?? number)
            : (revision, step ?? Revision.Step(revision));
    }

    private static string NameOf(ResultColumn column) => column switch
    {
        ResultColumn.Samples => "n",
        ResultColumn.StandardError => "stderr",
        ResultColumn.Parameters => "N",
        ResultColumn.TotalParameters => "totalN",
        ResultColumn.ActiveParameters => "activeN",
        ResultColumn.Tokens => "D",
        ResultColumn.HigherIsBetter => "higherIsBetter",
        _ => column.ToString().ToLowerInvariant(),
    };
}
