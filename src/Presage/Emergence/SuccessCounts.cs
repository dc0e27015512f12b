using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>The raw curve of an ability: right answers per model.</summary>
/// <param name="Successes">Shape [models]; from 0 to the samples.</param>
/// <param name="Samples">Shape [models]; at least 1.</param>
/// <param name="Chance">Success rate of a guesser, from 0 to below 1.</param>
public sealed record SuccessCounts(ImmutableArray<long> Successes, ImmutableArray<long> Samples, double Chance)
{
    internal double RateOf(int model) => (double)Successes[model] / Samples[model];
}
