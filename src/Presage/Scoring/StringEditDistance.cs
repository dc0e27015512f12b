namespace Presage.Scoring;

/// <summary>How many characters of a response must be inserted, deleted or substituted to give the target.</summary>
/// <remarks>Levenshtein 1966. A character is a Unicode code point, as in Python, not a UTF-16 unit.</remarks>
public static class StringEditDistance
{
    /// <summary>The distance.</summary>
    /// <param name="response">Text of the response.</param>
    /// <param name="target">Text of the target.</param>
    /// <returns>Characters, from 0 to the longer length; smaller is better.</returns>
    public static int Count(ReadOnlySpan<char> response, ReadOnlySpan<char> target) => EditDistance.Between(response, target);

    /// <summary>The distance divided by the target's length, as in the character error rate.</summary>
    /// <param name="response">Text of the response.</param>
    /// <param name="target">Text of the target.</param>
    /// <returns>From 0; above 1 where the response is longer than the target. Null for an empty target.</returns>
    public static double? PerCharacter(ReadOnlySpan<char> response, ReadOnlySpan<char> target)
    {
        if (target.IsEmpty)
            return null;
        int length = 0;
        foreach (System.Text.Rune _ in target.EnumerateRunes())
            length++;
        return (double)EditDistance.Between(response, target) / length;
    }
}
