using System.Collections.Immutable;

namespace Presage.Benchmarks;

/// <summary>Targets and responses that resemble them, as token identifiers.</summary>
internal static class TokenPairs
{
    /// <summary>Draws pairs.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">Mean length of a target; lengths vary by half of it.</param>
    /// <param name="vocabulary">How many identifiers there are.</param>
    /// <param name="errorRate">Chance that a token is substituted, left out or doubled; 1 makes the response unrelated.</param>
    /// <param name="random">Source of the pairs.</param>
    public static ImmutableArray<(int[] Response, int[] Target)> Draw(int count, int length, int vocabulary, double errorRate, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ =>
        {
            int[] target = [.. Enumerable.Range(0, random.Next(length - (length / 2), length + (length / 2) + 1)).Select(_ => random.Next(vocabulary))];
            return (target.SelectMany(token => Spoiled(token, vocabulary, errorRate, random)).ToArray(), target);
        })];

    private static int[] Spoiled(int token, int vocabulary, double errorRate, Random random)
    {
        if (random.NextDouble() >= errorRate)
            return [token];
        return random.Next(3) switch
        {
            0 => [random.Next(vocabulary)],
            1 => [],
            _ => [random.Next(vocabulary), random.Next(vocabulary)],
        };
    }
}
