using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>Judges abilities: is the jump real, an artefact of the metric, a smooth rise, nothing, or open?</summary>
public static class VerdictEngine
{
    /// <summary>One verdict for each ability; the false discovery rate is controlled over all of them.</summary>
    /// <param name="abilities">Every ability of a report, declared in advance.</param>
    /// <param name="options">Levels and limits.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. The verdicts are the same for any number.</param>
    /// <param name="progress">Told how many abilities are judged; from any thread, not always in order. Null where nobody asks.</param>
    /// <param name="cancellation">Stops between abilities.</param>
    /// <returns>Shape [abilities], in their order; the same for the same abilities.</returns>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static ImmutableArray<EmergenceVerdict> Judge(
        IReadOnlyList<Ability> abilities, VerdictOptions options, int degreeOfParallelism = 1, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(abilities);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = cancellation };
        EmergenceEvidence[] evidence = Gather(abilities, options, parallel);
        double?[] adjusted = FalseDiscoveryRate.Adjust([.. evidence.Select(one => one.CandidatePValue(options))]);
        var verdicts = new EmergenceVerdict[abilities.Count];
        int done = 0;
        Parallel.For(0, verdicts.Length, parallel, i =>
        {
            verdicts[i] = VerdictReport.Of(abilities[i], evidence[i], adjusted[i], options);
            progress?.Invoke(Interlocked.Increment(ref done));
        });
        return [.. verdicts];
    }

    /// <summary>The verdicts alone, for simulation: what <see cref="Judge"/> says of abilities that are judged together.</summary>
    internal static ImmutableArray<VerdictKind> KindsOf(IReadOnlyList<Ability> abilities, VerdictOptions options, CancellationToken cancellation)
    {
        EmergenceEvidence[] evidence = Gather(abilities, options, new ParallelOptions { MaxDegreeOfParallelism = 1, CancellationToken = cancellation });
        double?[] adjusted = FalseDiscoveryRate.Adjust([.. evidence.Select(one => one.CandidatePValue(options))]);
        return [.. evidence.Select((one, i) => DecisionRules.Decide(one, adjusted[i], options).Kind)];
    }

    /// <summary>The verdict alone on one ability, for simulation: from the first pass, which later draws only make more exact.</summary>
    internal static VerdictKind KindOf(Ability ability, VerdictOptions options, NullDistributions nulls)
    {
        EmergenceEvidence evidence = EvidenceGathering.Of(ability, options, TestDraws.First(options, nulls));
        return DecisionRules.Decide(evidence, evidence.BreakPValue, options).Kind;
    }

    private static EmergenceEvidence[] Gather(IReadOnlyList<Ability> abilities, VerdictOptions options, ParallelOptions parallel)
    {
        TestDraws draws = TestDraws.First(options, new NullDistributions());
        var evidence = new EmergenceEvidence[abilities.Count];
        Parallel.For(0, evidence.Length, parallel, i => evidence[i] = EvidenceGathering.Of(abilities[i], options, draws));

        // Draws are added where they could still change a decision, which may move the limit for the others.
        for (int next = options.FirstDraws; options.FixedDraws is null && next < options.MostDraws;)
        {
            next = (int)Math.Min(5L * next, options.MostDraws);
            int[] open = UnsettledDecisions.Of(evidence, options);
            if (open.Length == 0)
                break;
            TestDraws more = draws.Extended(next);
            Parallel.For(0, open.Length, parallel, i => evidence[open[i]] = EvidenceGathering.Of(abilities[open[i]], options, more));
        }

        return evidence;
    }
}
