using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Emergence;

/// <summary>The curves of one ability, and what the engine is to judge of them.</summary>
/// <param name="Curves">Indices of its curves, those judged first.</param>
/// <param name="RawCurve">Index of the curve whose counts are judged; null where none.</param>
/// <param name="ContinuousCurve">Index of the curve whose losses are judged; null where none.</param>
/// <param name="Runs">One point of each model judged, in the order of their positions; empty where none is.</param>
/// <param name="Axis">The axis of the positions; null where the models have none in common.</param>
/// <param name="Ability">What is judged; null where nothing can be.</param>
/// <param name="Obstacle">Why nothing can be judged; null where something is.</param>
internal sealed record AssembledAbility(
    ImmutableArray<int> Curves,
    int? RawCurve,
    int? ContinuousCurve,
    ImmutableArray<CurvePoint> Runs,
    ScaleAxis? Axis,
    Ability? Ability,
    UnresolvedReason? Obstacle)
{
    /// <summary>Shape [models]; how many runs (seeds) the counts and losses of a model are averages of. Empty where nothing is judged.</summary>
    public ImmutableArray<int> PooledRuns { get; init; } = [];

    /// <summary>Whether a model stands for several runs.</summary>
    public bool PoolsRuns => PooledRuns.Any(runs => runs > 1);
}
