using System.Collections.Immutable;

namespace Presage.Scoring;

/// <summary>Shares of responses that are right in their first place, their second place, and so on: which digit of a sum is wrong.</summary>
/// <remarks>
/// Each place is one token, so that its accuracy is p, where exact match of L places is the product over all of them
/// (Schaeffer et al. 2023, section 3, in the per-digit reading of their arithmetic tasks).
/// </remarks>
public static class PositionAccuracy
{
    /// <summary>Counts the right places.</summary>
    /// <param name="responses">Shape [items][places]: symbols, such as digits or token identifiers.</param>
    /// <param name="targets">Shape [items][places].</param>
    /// <param name="alignment">From which end places are counted.</param>
    /// <returns>
    /// One entry per place of the longest target; a place that the response does not reach is wrong, one beyond the target is not counted.
    /// </returns>
    /// <exception cref="ArgumentException">The numbers of responses and targets differ.</exception>
    public static ImmutableArray<PositionCount> Count(
        ImmutableArray<ImmutableArray<int>> responses, ImmutableArray<ImmutableArray<int>> targets, PositionAlignment alignment)
    {
        if (responses.Length != targets.Length)
            throw new ArgumentException($"There are {responses.Length} responses and {targets.Length} targets.", nameof(targets));
        int longest = targets.IsEmpty ? 0 : targets.Max(target => target.Length);
        long[] right = new long[longest], total = new long[longest];
        for (int item = 0; item < targets.Length; item++)
        {
            ImmutableArray<int> response = responses[item], target = targets[item];
            for (int place = 0; place < target.Length; place++)
            {
                total[place]++;
                if (place >= response.Length)
                    continue;
                bool equal = alignment == PositionAlignment.First
                    ? response[place] == target[place]
                    : response[^(place + 1)] == target[^(place + 1)];
                right[place] += equal ? 1 : 0;
            }
        }

        return [.. right.Select((count, place) => new PositionCount(place + 1, count, total[place]))];
    }
}
