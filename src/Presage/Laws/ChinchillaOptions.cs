using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>How the law L(N, D) is fitted.</summary>
public sealed record ChinchillaOptions
{
    /// <summary>The threshold of the Huber loss, in log loss: squared below it, absolute above. Above 0. Default 1e-3 (Hoffmann et al. 2022, section 3.3).</summary>
    public double HuberDelta { get; init; } = 1e-3;

    /// <summary>
    /// Whether the scale s of the residuals is estimated with the coefficients, by maximum likelihood under the density proportional to exp(-Huber(r / s)) / s,
    /// as Besiroglu et al. (2024) did for their intervals; the threshold then counts in units of s. Default false: the Huber loss itself, as Hoffmann et al. (2022).
    /// </summary>
    public bool ScaleEstimated { get; init; }

    /// <summary>Where minimisations begin; at least one. Default <see cref="PublishedStarts"/>. A refit to resampled points can begin at the first fit alone.</summary>
    public ImmutableArray<ChinchillaLaw> Starts { get; init; } = PublishedStarts;

    /// <summary>
    /// The 4,500 starts of Hoffmann et al. (2022, appendix D.3): both exponents in {0, 0.5, 1, 1.5, 2}, log E in {-1, -0.5, 0, 0.5, 1},
    /// log A and log B in {0, 5, 10, 15, 20, 25}.
    /// </summary>
    public static ImmutableArray<ChinchillaLaw> PublishedStarts { get; } =
    [
        .. from parameterExponent in new[] { 0, 0.5, 1, 1.5, 2 }
           from tokenExponent in new[] { 0, 0.5, 1, 1.5, 2 }
           from logIrreducible in new[] { -1, -0.5, 0, 0.5, 1 }
           from logParameter in new[] { 0.0, 5, 10, 15, 20, 25 }
           from logToken in new[] { 0.0, 5, 10, 15, 20, 25 }
           select new ChinchillaLaw(Math.Exp(logIrreducible), Math.Exp(logParameter), parameterExponent, Math.Exp(logToken), tokenExponent),
    ];
}
