using System.Collections.Immutable;
using Presage.Metrics;

namespace Presage.Scoring;

/// <summary>A metric that can be computed from kept outcomes, and from which.</summary>
/// <param name="Metric">The catalogue's entry.</param>
/// <param name="Routes">Ways to it, the best first; exact ones stand before approximate ones.</param>
/// <remarks>Compares <see cref="Routes"/> by reference.</remarks>
public sealed record ScoredMetric(Metric Metric, ImmutableArray<EvidenceRoute> Routes)
{
    /// <summary>The best way that is open.</summary>
    /// <param name="available">What is kept.</param>
    /// <returns>Null where none is: <see cref="Missing"/> says why.</returns>
    public EvidenceRoute? Route(Evidence available) => Routes.FirstOrDefault(route => route.IsOpen(available));

    /// <summary>What is missing, in words for a report.</summary>
    /// <param name="available">What is kept.</param>
    /// <returns>Such as "needs per-token log-probabilities of the target"; null where nothing is.</returns>
    public string? Missing(Evidence available)
    {
        if (Route(available) is not null)
            return null;

        // A way that lacks all that another lacks, and more, is no help.
        Evidence[] lacking = [.. Routes.Select(route => route.Lacking(available)).Distinct()];
        IEnumerable<Evidence> least = lacking.Where(one => !lacking.Any(other => other != one && (other & one) == other));
        return $"needs {string.Join(", or ", least.Select(EvidenceRoute.Words))}";
    }
}
