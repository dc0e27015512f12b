namespace Presage.Readers.Mappings;

/// <summary>Advice for a mapping that names a column which no file has.</summary>
internal static class SeenColumns
{
    /// <summary>So many columns at most are remembered and listed.</summary>
    public const int Most = 1000;

    private const int MostListed = 20;

    /// <summary>The nearest column, or the first ones where none is near.</summary>
    public static string Advice(string column, IReadOnlyCollection<string> seen)
    {
        if (NearestWord.To(column, seen) is { } near)
            return $"did you mean '{near}'?";
        string more = seen.Count > MostListed ? $" and {seen.Count - MostListed} more" : "";
        return $"its columns are {string.Join(", ", seen.Take(MostListed))}{more}";
    }
}
