using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>Judges abilities: is the jump real, an artefact of the metric, a smooth rise, nothing, or open?</summary>
public static class VerdictEngine
{
    /// <summary>One verdict for each ability; the false discovery rate is controlled over all of them.</summary>
    /// <param name="abilities">Every ability of a report, declared in advance.</param>
    /// <param name="options">Levels and limits.</param>
    /// <param name="degreeOfParallelism">Threads, at least 1; the verdicts are the same at any number.</param>
    /// <param name="progress">Told the number of abilities judged so far; called from several threads.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Shape [abilities], in their order; the same for the same abilities.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImmutableArray<EmergenceVerdict> Judge(
        IReadOnlyList<Ability> abilities, VerdictOptions options, int degreeOfParallelism = 1, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(abilities);
        ArgumentNullException.ThrowIfNull(options);
        ParallelOptions threads = new() { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = cancellation };
        EmergenceEvidence[] evidence = new EmergenceEvidence[abilities.Count];
        Parallel.For(0, abilities.Count, threads, i => evidence[i] = EvidenceGathering.Of(abilities[i], options));
        double?[] adjusted = FalseDiscoveryRate.Adjust([.. evidence.Select(one => one.IsEarly ? null : one.BreakPValue)]);
        EmergenceVerdict[] verdicts = new EmergenceVerdict[abilities.Count];
        int done = 0;
        Parallel.For(0, abilities.Count, threads, i =>
        {
            verdicts[i] = VerdictReport.Of(abilities[i], evidence[i], adjusted[i], options);
            progress?.Invoke(Interlocked.Increment(ref done));
        });
        return [.. verdicts];
    }

    /// <summary>The verdict alone on one ability, for simulation.</summary>
    /// <param name="ability">The ability.</param>
    /// <param name="options">Levels and limits.</param>
    public static VerdictKind KindOf(Ability ability, VerdictOptions options)
    {
        ArgumentNullException.ThrowIfNull(ability);
        ArgumentNullException.ThrowIfNull(options);
        EmergenceEvidence evidence = EvidenceGathering.Of(ability, options);
        return DecisionRules.Decide(evidence, evidence.BreakPValue, options).Kind;
    }
}
