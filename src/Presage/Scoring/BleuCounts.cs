using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>What BLEU needs of one response or of many: they add up.</summary>
/// <remarks>Papineni et al. 2002. Compares arrays by reference.</remarks>
/// <param name="Matches">Shape [4]: n-grams, n = 1 to 4, that a reference holds, none counted oftener than in the one that holds it most.</param>
/// <param name="Totals">Shape [4]: n-grams of the response.</param>
/// <param name="ResponseLength">Tokens of the response.</param>
/// <param name="ReferenceLength">Tokens of the reference whose length is nearest; of two equally near, the shorter.</param>
public sealed record BleuCounts(ImmutableArray<long> Matches, ImmutableArray<long> Totals, long ResponseLength, long ReferenceLength)
{
    /// <summary>The longest n-grams.</summary>
    internal const int Orders = 4;

    /// <summary>Of nothing.</summary>
    public static BleuCounts None { get; } = new([0, 0, 0, 0], [0, 0, 0, 0], 0, 0);

    /// <summary>Counts one response.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="references">Accepted texts, at least one.</param>
    /// <exception cref="ArgumentException">There is no reference.</exception>
    public static BleuCounts Of(string response, ImmutableArray<string> references)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (references.IsDefaultOrEmpty)
            throw new ArgumentException("There is no reference to compare with.", nameof(references));
        List<string> tokens = BleuTokenizer.Tokens(response);
        List<List<string>> others = [.. references.Select(BleuTokenizer.Tokens)];
        long[] matches = new long[Orders], totals = new long[Orders];
        for (int order = 1; order <= Orders; order++)
        {
            Dictionary<string, int> known = [];
            foreach (List<string> other in others)
            {
                foreach ((string gram, int count) in Words.Count(Grams(other, order)))
                    known[gram] = Math.Max(known.GetValueOrDefault(gram), count);
            }

            totals[order - 1] = Math.Max(0, tokens.Count - order + 1);
            matches[order - 1] = Words.Shared(Words.Count(Grams(tokens, order)), known);
        }

        int nearest = others.Select(other => other.Count).OrderBy(length => Math.Abs(length - tokens.Count)).ThenBy(length => length).First();
        return new BleuCounts([.. matches], [.. totals], tokens.Count, nearest);
    }

    /// <summary>Of both.</summary>
    /// <param name="other">Counts of other responses.</param>
    public BleuCounts Add(BleuCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new BleuCounts(
            [.. Matches.Zip(other.Matches, (first, second) => first + second)],
            [.. Totals.Zip(other.Totals, (first, second) => first + second)],
            ResponseLength + other.ResponseLength,
            ReferenceLength + other.ReferenceLength);
    }

    // Tokens hold no white space, so that a space between them keeps n-grams apart.
    private static IEnumerable<string> Grams(List<string> tokens, int order) =>
        Enumerable.Range(0, Math.Max(0, tokens.Count - order + 1)).Select(begin => string.Join(' ', tokens.Skip(begin).Take(order)));
}
