using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Presage.Scoring;

/// <summary>
/// Stand-ins for the tokens of a tokenizer that is not known: words, single digits and runs of other signs, each with the space before it.
/// </summary>
/// <remarks>
/// The pieces into which GPT-2 cuts a text before it merges bytes (Radford et al. 2019, released code), except that digits stand alone,
/// as in later tokenizers, so that a number of d digits has d places that can be wrong. A real tokenizer may cut words further: whatever is
/// computed from these tokens is approximate and must say so.
/// </remarks>
public static partial class ApproximateTokens
{
    /// <summary>Cuts two texts into tokens with shared identifiers.</summary>
    /// <param name="response">Text of the response.</param>
    /// <param name="target">Text of the target.</param>
    /// <returns>Identifiers from 0, equal for equal pieces.</returns>
    public static (ImmutableArray<int> Response, ImmutableArray<int> Target) Of(string response, string target)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(target);
        Dictionary<string, int> identifiers = new(StringComparer.Ordinal);
        return (Identify(response, identifiers), Identify(target, identifiers));
    }

    /// <summary>The pieces of a text; joined, they give it back.</summary>
    /// <param name="text">Any text.</param>
    public static ImmutableArray<string> Cut(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Piece().Matches(text).Select(match => match.Value)];
    }

    private static ImmutableArray<int> Identify(string text, Dictionary<string, int> identifiers)
    {
        ImmutableArray<int>.Builder tokens = ImmutableArray.CreateBuilder<int>();
        foreach (string piece in Cut(text))
        {
            if (!identifiers.TryGetValue(piece, out int identifier))
                identifiers.Add(piece, identifier = identifiers.Count);
            tokens.Add(identifier);
        }

        return tokens.ToImmutable();
    }

    [GeneratedRegex(@"'(?:s|t|re|ve|m|ll|d)| ?\p{L}+| ?\p{N}| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Piece();
}
