namespace Presage.Readers.Yaml;

/// <summary>The known word that a misspelt one most likely stands for.</summary>
internal static class Suggestion
{
    /// <summary>An advice: the nearest word, or all of them where none is near.</summary>
    public static string For(string word, ReadOnlySpan<string> known)
    {
        string? best = null;
        int least = int.MaxValue;
        foreach (string candidate in known)
        {
            int distance = EditDistance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance < least)
                (best, least) = (candidate, distance);
        }

        return best is not null && least <= Math.Max(2, word.Length / 3)
            ? $"did you mean '{best}'?"
            : $"known are {string.Join(", ", known!)}";
    }

    private static int EditDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
