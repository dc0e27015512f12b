using System.Collections.Immutable;
using System.Globalization;

namespace Presage.Emergence;

/// <summary>Turns figures and a decision into a verdict that can be read, checked and refuted.</summary>
internal static class VerdictReport
{
    public static EmergenceVerdict Of(Ability ability, EmergenceEvidence evidence, double? adjusted, VerdictOptions options)
    {
        (VerdictKind kind, UnresolvedReason? reason) = DecisionRules.Decide(evidence, adjusted, options);
        Direction direction = evidence.TrendPValue is not { } trend || trend > options.TrendLevel ? Direction.Flat
            : evidence.Mixed ? Direction.Mixed
            : evidence.TrendSign < 0 ? Direction.Down : Direction.Up;
        return new EmergenceVerdict
        {
            Kind = kind,
            Reason = reason,
            Direction = direction,
            Tier = evidence.Tier,
            TrendPValue = evidence.TrendPValue,
            BreakTests = evidence.BreakTests,
            BreakPValue = evidence.BreakPValue,
            AdjustedBreakPValue = adjusted,
            Knot = evidence.Knot,
            KnotInterval = evidence.KnotInterval,
            SlopeRatio = evidence.Ratio,
            Noise = evidence.Noise,
            Power = evidence.Noise is { } noise ? BreakPower.Of(ability, noise.StandardDeviation, 16, options.BreakLevel) : null,
            HangsOnModel = evidence.HangsOnModel,
            LooksSudden = evidence.LooksSudden,
            Faults = evidence.Faults,
            Falsifiers = Falsifiers(kind),
            CheapestData = reason is { } open ? CheapestData.For(ability, evidence, open, options) : null,
            Sentence = Sentence(kind, reason, direction, evidence),
        };
    }

    private static string Sentence(VerdictKind kind, UnresolvedReason? reason, Direction direction, EmergenceEvidence evidence) => kind switch
    {
        VerdictKind.RealBreak =>
            "Improvement speeds up at a certain scale, on a continuous metric and on every scale declared in advance; within these models this is more than the metric, the noise between models, or any single model.",
        VerdictKind.MetricArtefact =>
            "The score jumps, but the skill beneath it rises gradually: a smooth law reproduces the jump, so it comes from the metric.",
        VerdictKind.Smooth when direction == Direction.Down => "Larger models do worse here.",
        VerdictKind.Smooth when evidence.Tier != EvidenceTier.Aggregate =>
            "Measured by a continuous metric, the ability improves gradually with scale, and a strong sudden change within these models is excluded.",
        VerdictKind.Smooth => "The score improves gradually with scale, and a strong sudden change within these models is excluded.",
        VerdictKind.NoMeasurableChange => "These data show no change with scale; a small one may have gone unseen.",
        _ => reason switch
        {
            UnresolvedReason.MeasurementFault => "These numbers look like a fault of measurement, not like a skill, and are not judged.",
            UnresolvedReason.TooFewModels => string.Create(CultureInfo.InvariantCulture, $"{evidence.Models} models are too few to tell a sudden rise from a gradual one."),
            UnresolvedReason.AggregateOnly => "The score rises suddenly, but counts of right answers alone cannot tell a jump in skill from one made by the metric or the answer format.",
            UnresolvedReason.LinkDecides => "Whether the rise is sudden depends on the scale on which it is drawn.",
            UnresolvedReason.FalseDiscoveryControl => "The rise looks sudden, but among so many tasks some look so by chance.",
            UnresolvedReason.SingleModel => "The rise looks sudden only because of one model.",
            UnresolvedReason.WeakBreak => "Improvement may speed up, but perhaps only slightly.",
            UnresolvedReason.BreakNotExcluded => "The score rises, and these data fit a gradual rise and a sudden one alike.",
            UnresolvedReason.RawCurveNotReproduced => "The skill rises gradually, yet the score jumps more than that explains; the format of answers may be the cause.",
            UnresolvedReason.NoTrendBelowOnset => "The score jumps, and nothing shows whether the skill was growing before.",
            _ => throw new System.Diagnostics.UnreachableException(),
        },
    };

    private static ImmutableArray<string> Falsifiers(VerdictKind kind) => kind switch
    {
        VerdictKind.RealBreak =>
        [
            "Further runs with other seeds show a larger spread between models.",
            "Models between those here lie on the smooth law.",
            "The knot coincides with a change of recipe, data or tokenizer.",
            "Matched wrong answers show the same break in their log-probabilities.",
        ],
        VerdictKind.MetricArtefact =>
        [
            "The log-probability of the right answer over the best wrong one breaks at the same scale.",
            "Matched wrong answers improve as much where the score is flat: fluency, not skill.",
            "The next models lie off the smooth law.",
        ],
        VerdictKind.Smooth => ["The next models, or models between those here, lie off the smooth law."],
        VerdictKind.NoMeasurableChange => ["More items, or a continuous metric, show a trend."],
        VerdictKind.Unresolved => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
