using Presage.Units;

namespace Presage.Laws;

/// <summary>How a budget of compute C = 6 N D is best split between parameters N and training tokens D.</summary>
public sealed record ComputeOptimalAllocation
{
    private ComputeOptimalAllocation(Flops budget, Params parameters, Tokens tokens, Nats loss) =>
        (Budget, Parameters, Tokens, Loss) = (budget, parameters, tokens, loss);

    /// <summary>C.</summary>
    public Flops Budget { get; }

    /// <summary>N, counted as in the fit of the law.</summary>
    public Params Parameters { get; }

    /// <summary>D.</summary>
    public Tokens Tokens { get; }

    /// <summary>The law's loss there, per token: the least that the budget buys.</summary>
    public Nats Loss { get; }

    /// <summary>D / N.</summary>
    public double TokensPerParameter => Tokens.Count / Parameters.Count;

    /// <summary>
    /// The minimum of the law along C = 6 N D: N = G (C / 6)^a and D = (C / 6)^b / G, with G = (alpha A / (beta B))^(1 / (alpha + beta)),
    /// a = beta / (alpha + beta) and b = alpha / (alpha + beta) (Hoffmann et al. 2022, equation 4).
    /// </summary>
    /// <param name="law">The law.</param>
    /// <param name="budget">C; above 0.</param>
    /// <returns>Null where there is no such minimum: an exponent is not above 0, or N or D is beyond the range of numbers.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="budget"/> is 0.</exception>
    public static ComputeOptimalAllocation? For(ChinchillaLaw law, Flops budget)
    {
        ArgumentNullException.ThrowIfNull(law);
        ArgumentOutOfRangeException.ThrowIfZero(budget.Count, nameof(budget));
        double alpha = law.ParameterExponent, beta = law.TokenExponent;
        if (!(alpha > 0 && beta > 0))
            return null;

        double logProduct = Math.Log(budget.Count / 6);
        double logBalance = Math.Log(alpha * law.ParameterCoefficient / (beta * law.TokenCoefficient)) / (alpha + beta);
        double parameters = Math.Exp(logBalance + (beta / (alpha + beta) * logProduct));
        double tokens = Math.Exp((alpha / (alpha + beta) * logProduct) - logBalance);
        if (!(parameters > 0 && tokens > 0 && double.IsFinite(parameters) && double.IsFinite(tokens)))
            return null;
        return new ComputeOptimalAllocation(budget, Params.From(parameters), Tokens.From(tokens), law.LossAt(Params.From(parameters), Tokens.From(tokens)));
    }

    /// <summary>a = beta / (alpha + beta): the exponent with which the best N grows with compute.</summary>
    /// <param name="law">The law.</param>
    /// <returns>Null where an exponent is not above 0.</returns>
    public static double? SizeExponent(ChinchillaLaw law)
    {
        ArgumentNullException.ThrowIfNull(law);
        return law.ParameterExponent > 0 && law.TokenExponent > 0 ? law.TokenExponent / (law.ParameterExponent + law.TokenExponent) : null;
    }
}
