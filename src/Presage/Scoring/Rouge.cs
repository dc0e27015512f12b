using System.Globalization;
using System.Text.RegularExpressions;

namespace Presage.Scoring;

/// <summary>ROUGE: overlap of words, of word pairs, and of longest common subsequences.</summary>
/// <remarks>
/// Lin 2004, as the Python package rouge-score computes it with its default of no stemming: lower case, words are runs of a to z and 0 to 9, so
/// that texts in
/// other scripts have none. Harnesses print F1 in percent.
/// </remarks>
public static partial class Rouge
{
    /// <summary>ROUGE-N: n-grams of words.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="target">The reference.</param>
    /// <param name="order">1 for ROUGE-1, 2 for ROUGE-2; from 1 to 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is not from 1 to 9.</exception>
    public static OverlapScore OfNGrams(string response, string target, int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 9);
        Dictionary<string, int> ours = Words.Count(Grams(Tokens(response), order)), theirs = Words.Count(Grams(Tokens(target), order));
        return OverlapScore.From(Words.Shared(ours, theirs), ours.Values.Sum(), theirs.Values.Sum());
    }

    /// <summary>ROUGE-L: the longest common subsequence of words of the whole texts.</summary>
    /// <param name="response">What the model wrote.</param>
    /// <param name="target">The reference.</param>
    public static OverlapScore OfLongestSubsequence(string response, string target)
    {
        List<string> ours = Tokens(response), theirs = Tokens(target);
        return OverlapScore.From(Table(theirs, ours)[theirs.Count, ours.Count], ours.Count, theirs.Count);
    }

    /// <summary>
    /// ROUGE-Lsum: the union, over the response's sentences, of longest common subsequences with each of the target's; a sentence is a line.
    /// </summary>
    /// <param name="response">What the model wrote, one sentence a line.</param>
    /// <param name="target">The reference, one sentence a line.</param>
    /// <remarks>
    /// A word counts no oftener than it stands in either text (ROUGE 1.5.5). Of equally long subsequences the one found from the end is taken, as
    /// there.
    /// </remarks>
    public static OverlapScore OfSummary(string response, string target)
    {
        List<List<string>> ours = Sentences(response), theirs = Sentences(target);
        Dictionary<string, int> left = Words.Count(ours.SelectMany(words => words)), wanted = Words.Count(theirs.SelectMany(words => words));
        int shared = 0;
        foreach (List<string> sentence in theirs)
        {
            SortedSet<int> places = [.. ours.SelectMany(other => Subsequence(sentence, other))];
            foreach (string word in places.Select(place => sentence[place]))
            {
                if (left.GetValueOrDefault(word) == 0 || wanted[word] == 0)
                    continue;
                shared++;
                left[word]--;
                wanted[word]--;
            }
        }

        return OverlapScore.From(shared, ours.Sum(words => words.Count), theirs.Sum(words => words.Count));
    }

    private static List<string> Tokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Word().Matches(text.ToLower(CultureInfo.InvariantCulture)).Select(match => match.Value)];
    }

    private static List<List<string>> Sentences(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Tokens)];
    }

    private static IEnumerable<string> Grams(List<string> tokens, int order) =>
        Enumerable.Range(0, Math.Max(0, tokens.Count - order + 1)).Select(begin => string.Join(' ', tokens.Skip(begin).Take(order)));

    // Shape [rows + 1, columns + 1]: lengths of the longest common subsequences of the leading words.
    private static int[,] Table(List<string> rows, List<string> columns)
    {
        int[,] lengths = new int[rows.Count + 1, columns.Count + 1];
        for (int i = 1; i <= rows.Count; i++)
        {
            for (int j = 1; j <= columns.Count; j++)
            {
                lengths[i, j] = string.Equals(rows[i - 1], columns[j - 1], StringComparison.Ordinal)
                    ? lengths[i - 1, j - 1] + 1
                    : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths;
    }

    private static IEnumerable<int> Subsequence(List<string> target, List<string> response)
    {
        int[,] lengths = Table(target, response);
        for (int i = target.Count, j = response.Count; i > 0 && j > 0;)
        {
            if (string.Equals(target[i - 1], response[j - 1], StringComparison.Ordinal))
            {
                yield return --i;
                j--;
            }
            else if (lengths[i, j - 1] > lengths[i - 1, j])
            {
                j--;
            }
            else
            {
                i--;
            }
        }
    }

    [GeneratedRegex("[a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
