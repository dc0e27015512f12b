namespace Presage.Scoring;

/// <summary>Cuts texts at white space as the reference implementations do.</summary>
internal static class Words
{
    /// <summary>The non-empty runs between white space.</summary>
    public static List<string> Split(string text)
    {
        List<string> words = [];
        for (int begin = 0, end; begin < text.Length; begin = end + 1)
        {
            for (end = begin; end < text.Length && !IsSpace(text[end]);)
                end++;
            if (end > begin)
                words.Add(text[begin..end]);
        }

        return words;
    }

    // Python's str.split also cuts at the four information separators.
    private static bool IsSpace(char sign) => char.IsWhiteSpace(sign) || sign is >= '\u001C' and <= '\u001F';

    /// <summary>How often each key occurs.</summary>
    public static Dictionary<TKey, int> Count<TKey>(IEnumerable<TKey> keys) where TKey : notnull
    {
        Dictionary<TKey, int> counts = [];
        foreach (TKey key in keys)
            counts[key] = counts.GetValueOrDefault(key) + 1;
        return counts;
    }

    /// <summary>Occurrences that two counts share.</summary>
    public static int Shared<TKey>(Dictionary<TKey, int> first, Dictionary<TKey, int> second) where TKey : notnull =>
        first.Sum(entry => Math.Min(entry.Value, second.GetValueOrDefault(entry.Key)));
}
