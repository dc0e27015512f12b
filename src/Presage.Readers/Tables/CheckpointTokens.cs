namespace Presage.Readers.Tables;

/// <summary>Decides whether the tokens of a row are those of a finished model or of a checkpoint.</summary>
/// <remarks>
/// A row that names a step or revision is a checkpoint. So is every row of a model (and run and seed) that the table gives with more
/// than one token count: a model is finished once.
/// </remarks>
internal sealed class CheckpointTokens
{
    private readonly HashSet<(string, string?, long?)> _atSeveral = [];

    public CheckpointTokens(IEnumerable<ResultRow> rows)
    {
        Dictionary<(string, string?, long?), double> first = [];
        foreach (ResultRow row in rows)
        {
            if (row.NamesCheckpoint || row.Tokens is not { } tokens)
                continue;
            if (!first.TryAdd(Key(row), tokens) && first[Key(row)] != tokens)
                _atSeveral.Add(Key(row));
        }
    }

    public bool Include(ResultRow row) => row.NamesCheckpoint || (row.Tokens is not null && _atSeveral.Contains(Key(row)));

    private static (string, string?, long?) Key(ResultRow row) => (row.Model, row.Run, row.Seed);
}
