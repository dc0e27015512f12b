namespace Presage.Lab.Studies;

/// <summary>The known word that a misspelt one most likely stands for.</summary>
internal static class NearestKey
{
    /// <summary>An advice: the nearest word, or all of them where none is near.</summary>
    public static string Advice(string word, IReadOnlyCollection<string> known)
    {
        (string Known, int Edits) best = known
            .Select(candidate => (candidate, Edits(Plain(word), Plain(candidate))))
            .OrderBy(pair => pair.Item2)
            .First();
        return best.Edits <= Math.Max(2, best.Known.Length / 3) ? $"did you mean '{best.Known}'?" : $"known are {string.Join(", ", known)}";
    }

    // learning-rate and learning_rate stand for learningRate.
    private static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    private static int Edits(string from, string to) => Presage.Scoring.StringEditDistance.Count(from, to);
}
