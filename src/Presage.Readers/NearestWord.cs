namespace Presage.Readers;

/// <summary>The known word that a misspelt one most likely stands for.</summary>
internal static class NearestWord
{
    /// <summary>The candidate with the fewest edits, case ignored.</summary>
    /// <param name="word">The misspelt word.</param>
    /// <param name="candidates">The known words.</param>
    /// <returns>Null where none is near: more than two edits, and more than a third of the letters.</returns>
    public static string? To(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (Candidate: candidate, Edits: Edits(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .Where(pair => pair.Edits <= Math.Max(2, pair.Candidate.Length / 3))
            .OrderBy(pair => pair.Edits)
            .ThenBy(pair => pair.Candidate, StringComparer.Ordinal)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();

    /// <summary>An advice: the nearest word, or all of them where none is near.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> known) =>
        To(word, known) is { } near ? $"did you mean '{near}'?" : $"known are {string.Join(", ", known)}";

    private static int Edits(string from, string to)
    {
        int[] row = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
