namespace Presage.Emergence;

/// <summary>From figures to a verdict: the rules of docs/decisions/0005, in their order.</summary>
internal static class DecisionRules
{
    /// <summary>Models below which no broken law can be fitted.</summary>
    private const int FewestForABreak = 5;

    public static (VerdictKind Kind, UnresolvedReason? Reason) Decide(EmergenceEvidence evidence, double? adjustedBreakPValue, VerdictOptions options)
    {
        if (!evidence.Faults.IsEmpty)
            return Unresolved(UnresolvedReason.MeasurementFault);

        // Rule 1: any trend?
        if (evidence.TrendPValue is not { } trend)
            return Unresolved(UnresolvedReason.TooFewModels);
        if (trend > options.TrendLevel)
            return evidence.DiffersBeyondSampling ? Unresolved(UnresolvedReason.TrendNotEstablished) : (VerdictKind.NoMeasurableChange, null);
        if (evidence.MetricsDisagree)
            return Unresolved(UnresolvedReason.MetricsDisagree);
        if (evidence.TrendSign < 0)
            return (VerdictKind.Smooth, null);
        if (evidence.PrimaryPValue is not { } primary)
            return Unresolved((evidence.LooksSudden == true || evidence.Models >= FewestForABreak) && evidence.Tier == EvidenceTier.Aggregate ? UnresolvedReason.AggregateOnly : UnresolvedReason.TooFewModels);

        // Rule 4: a real break.
        if (primary <= options.BreakLevel)
            return Break(evidence, adjustedBreakPValue, options);

        // Rules 5 and 5b: no break shown, and a strong one excluded.
        bool sudden = evidence.LooksSudden == true;
        if (sudden && evidence.Tier == EvidenceTier.Aggregate)
            return Unresolved(UnresolvedReason.AggregateOnly);
        if (!(evidence.Ratio?.Upper < options.ExcludedRatio))
            return Unresolved(UnresolvedReason.BreakNotExcluded);
        if (sudden && evidence.ImprovesBelowOnset != true)
            return Unresolved(UnresolvedReason.NoTrendBelowOnset);
        if (evidence.RawReproduced == false)
            return Unresolved(UnresolvedReason.RawCurveNotReproduced);
        return (sudden ? VerdictKind.MetricArtefact : VerdictKind.Smooth, null);
    }

    private static (VerdictKind, UnresolvedReason?) Break(EmergenceEvidence evidence, double? adjusted, VerdictOptions options)
    {
        if (evidence.IsEarly)
            return Unresolved(UnresolvedReason.EarlyTraining);
        bool aggregate = evidence.Tier == EvidenceTier.Aggregate;
        if (aggregate && (evidence.Models < options.AggregateModels || !evidence.FormatRuledOut))
            return Unresolved(UnresolvedReason.AggregateOnly);
        if (evidence.LossHasChanceLevel)
            return Unresolved(UnresolvedReason.LossHasChanceLevel);
        if (evidence.BreakTests[^1].Draws == 0 && evidence.BreakTests.Length > 1)
            return Unresolved(UnresolvedReason.TooFewModels);
        if (evidence.BreakTests.Length < Enum.GetValues<VerdictLink>().Length || evidence.BreakPValue > options.BreakLevel)
            return Unresolved(UnresolvedReason.LinkDecides);
        if (!(adjusted <= options.FalseDiscoveryRate))
            return Unresolved(UnresolvedReason.FalseDiscoveryControl);
        if (evidence.HangsOnModel is not null)
            return Unresolved(UnresolvedReason.SingleModel);
        return evidence.Ratio?.Lower > options.LeastRealRatio
            ? (VerdictKind.RealBreak, null)
            : Unresolved(UnresolvedReason.WeakBreak);
    }

    private static (VerdictKind, UnresolvedReason?) Unresolved(UnresolvedReason reason) => (VerdictKind.Unresolved, reason);
}
