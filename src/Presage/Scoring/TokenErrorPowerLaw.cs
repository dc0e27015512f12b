namespace Presage.Scoring;

/// <summary>
/// What smooth progress looks like under each metric: the cross-entropy per token falls as a power of the scale, and each metric is a function of
/// it.
/// </summary>
/// <remarks>
/// Schaeffer et al. 2023 (2304.15004), section 2: L(N) = (N/c)^alpha with alpha below 0; a token is right with probability p = exp(-L); all tokens
/// are alike and
/// independent. Their appendix prints L(1 - e) for the edit distance with e the error rate (equations 9 and 10); L e = L (1 - p) is meant.
/// </remarks>
public sealed record TokenErrorPowerLaw
{
    /// <summary>States the law.</summary>
    /// <param name="scale">N at which the cross-entropy is 1 nat, c; above 0, in the unit in which N is given.</param>
    /// <param name="exponent">alpha, below 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside those ranges.</exception>
    public TokenErrorPowerLaw(double scale, double exponent)
    {
        if (!(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale is above 0.");
        if (!(exponent < 0 && double.IsFinite(exponent)))
            throw new ArgumentOutOfRangeException(nameof(exponent), exponent, "The exponent is below 0.");
        (Scale, Exponent) = (scale, exponent);
    }

    /// <summary>N at which the cross-entropy is 1 nat, c.</summary>
    public double Scale { get; }

    /// <summary>alpha, below 0.</summary>
    public double Exponent { get; }

    /// <summary>Cross-entropy per token.</summary>
    /// <param name="size">Parameters, or whatever the scale counts; above 0.</param>
    /// <returns>Nats, above 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double CrossEntropy(double size) =>
        size > 0 ? Math.Pow(size / Scale, Exponent) : throw new ArgumentOutOfRangeException(nameof(size), size, "A size is above 0.");

    /// <summary>The size at which the cross-entropy per token is so much: c L^(1/alpha), the law turned round.</summary>
    /// <param name="crossEntropy">Nats; above 0.</param>
    /// <returns>In the unit of the scale; may be infinite where the exponent is small.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public double SizeAt(double crossEntropy) =>
        crossEntropy > 0
            ? Scale * Math.Pow(crossEntropy, 1 / Exponent)
            : throw new ArgumentOutOfRangeException(nameof(crossEntropy), crossEntropy, "A cross-entropy is above 0.");

    /// <summary>Chance that one token is right, p.</summary>
    /// <param name="size">Above 0.</param>
    /// <returns>In (0, 1).</returns>
    public double TokenProbability(double size) => Math.Exp(-CrossEntropy(size));

    /// <summary>Mean exact match: p^L, out of proportion to the error.</summary>
    /// <param name="size">Above 0.</param>
    /// <param name="targetTokens">L, at least 1.</param>
    /// <returns>In (0, 1).</returns>
    public double ExactMatch(double size, int targetTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetTokens, 1);
        return Math.Exp(-targetTokens * CrossEntropy(size));
    }

    /// <summary>Mean token edit distance where errors are substitutions: L (1 - p), in proportion to the error; a lower bound otherwise.</summary>
    /// <param name="size">Above 0.</param>
    /// <param name="targetTokens">L, at least 1.</param>
    /// <returns>Tokens, in (0, L).</returns>
    public double TokenEditDistance(double size, int targetTokens)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(targetTokens, 1);
        return targetTokens * (1 - TokenProbability(size));
    }

    /// <summary>
    /// Multiple-choice grade of one-token answers whose wrong choices share the rest of the mass alike: 1 where p is above 1/choices, else 0. A
    /// step.
    /// </summary>
    /// <param name="size">Above 0.</param>
    /// <param name="choices">At least 2.</param>
    public double MultipleChoiceGrade(double size, int choices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(choices, 2);
        return TokenProbability(size) > 1.0 / choices ? 1 : 0;
    }

    /// <summary>Brier score, summed over choices, of the same answers: (1 - p)^2 + (1 - p)^2/(choices - 1). Smooth.</summary>
    /// <param name="size">Above 0.</param>
    /// <param name="choices">At least 2.</param>
    /// <returns>In (0, 2).</returns>
    public double BrierScore(double size, int choices)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(choices, 2);
        double error = 1 - TokenProbability(size);
        return error * error * (1 + (1.0 / (choices - 1)));
    }
}
