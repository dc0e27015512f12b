namespace Presage.Scoring;

/// <summary>How many tokens of a response must be inserted, deleted or substituted to give the target.</summary>
/// <remarks>
/// Schaeffer et al. 2023 (2304.15004), equation 3 and appendix A.2: with L target tokens and error rate e per token its mean is near L e,
/// so that it falls smoothly where exact match jumps. The identifiers must come from one tokenizer; where only texts are known,
/// <see cref="ApproximateTokens"/> stands in and the result must be marked.
/// </remarks>
public static class TokenEditDistance
{
    /// <summary>The distance.</summary>
    /// <param name="response">Token identifiers of the response, of any length.</param>
    /// <param name="target">Token identifiers of the target, of any length.</param>
    /// <returns>Tokens, from 0 to the longer length; smaller is better.</returns>
    public static int Count(ReadOnlySpan<int> response, ReadOnlySpan<int> target) => EditDistance.Between(response, target);

    /// <summary>The distance divided by the target's length, as in the word error rate.</summary>
    /// <param name="response">Token identifiers of the response, of any length.</param>
    /// <param name="target">Token identifiers of the target.</param>
    /// <returns>From 0; above 1 where the response is longer than the target. Null for an empty target.</returns>
    public static double? PerToken(ReadOnlySpan<int> response, ReadOnlySpan<int> target) =>
        target.IsEmpty ? null : (double)EditDistance.Between(response, target) / target.Length;
}
