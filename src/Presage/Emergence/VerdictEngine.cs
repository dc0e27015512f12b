using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>Judges abilities: is the jump real, an artefact of the metric, a smooth rise, nothing, or open?</summary>
public static class VerdictEngine
{
    /// <summary>One verdict for each ability; the false discovery rate is controlled over all of them.</summary>
    /// <param name="abilities">Every ability of a report, declared in advance.</param>
    /// <param name="options">Levels and limits.</param>
    /// <returns>Shape [abilities], in their order; the same for the same abilities.</returns>
    public static ImmutableArray<EmergenceVerdict> Judge(IReadOnlyList<Ability> abilities, VerdictOptions options)
    {
        ArgumentNullException.ThrowIfNull(abilities);
        ArgumentNullException.ThrowIfNull(options);
        EmergenceEvidence[] evidence = [.. abilities.Select(ability => EvidenceGathering.Of(ability, options))];
        double?[] adjusted = FalseDiscoveryRate.Adjust([.. evidence.Select(one => one.BreakPValue)]);
        return [.. abilities.Select((ability, i) => VerdictReport.Of(ability, evidence[i], adjusted[i], options))];
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
