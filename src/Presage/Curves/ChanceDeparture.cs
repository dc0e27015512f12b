using System.Collections.Immutable;

namespace Presage.Curves;

/// <summary>Where a curve leaves chance, rung by rung.</summary>
/// <param name="Tests">Shape [points], in the order of the curve; null for a rung without a chance level or sample count.</param>
/// <param name="FirstDistinguishable">Index of the first rung that is above chance; null where none is.</param>
/// <param name="SignificanceLevel">The level at which each rung was tested: 0.05 divided by the number of tested rungs (Bonferroni).</param>
public sealed record ChanceDeparture(
    ImmutableArray<RungChanceTest?> Tests, int? FirstDistinguishable, double SignificanceLevel);
