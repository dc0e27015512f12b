using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Presage.Scoring;

/// <summary>Overlap of the words of an answer with those of the best target, after SQuAD's normalisation.</summary>
/// <remarks>
/// Rajpurkar et al. 2016 (1606.05250), section 6.1, and the official evaluation of SQuAD 2.0: lower case, ASCII punctuation removed, the words a,
/// an and the
/// removed, white space joined. Where either side has no words, the score is 1 if both have none, else 0.
/// </remarks>
public static partial class TokenF1
{
    /// <summary>The score of one item.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="targets">Accepted answers, at least one; an empty one for a question that has no answer.</param>
    /// <returns>In [0, 1]; larger is better.</returns>
    /// <exception cref="ArgumentException">There is no target.</exception>
    public static double Score(string response, ImmutableArray<string> targets)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (targets.IsDefaultOrEmpty)
            throw new ArgumentException("There is no target to compare with.", nameof(targets));
        List<string> words = Normalize(response);
        return targets.Max(target => Score(words, Normalize(target)));
    }

    /// <summary>The words that count.</summary>
    internal static List<string> Normalize(string text)
    {
        StringBuilder kept = new(text.Length);
        foreach (char sign in text.ToLower(CultureInfo.InvariantCulture))
        {
            if (!(char.IsAscii(sign) && (char.IsPunctuation(sign) || char.IsSymbol(sign))))
                kept.Append(sign);
        }

        return Words.Split(Article().Replace(kept.ToString(), " "));
    }

    private static double Score(List<string> response, List<string> target)
    {
        if (response.Count == 0 || target.Count == 0)
            return response.Count == target.Count ? 1 : 0;
        int shared = Words.Shared(Words.Count(response), Words.Count(target));
        return OverlapScore.From(shared, response.Count, target.Count).F1;
    }

    [GeneratedRegex(@"\b(?:a|an|the)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Article();
}
