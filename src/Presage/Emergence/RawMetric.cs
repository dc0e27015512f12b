using Presage.Curves;
using Presage.Metrics;

namespace Presage.Emergence;

/// <summary>Which success rate of a task is judged: one, named in advance, so that no metric is picked for what it shows.</summary>
internal static class RawMetric
{
    /// <summary>Whether a curve counts successes, with a chance level and sample counts, so that it can be judged.</summary>
    public static bool IsJudgeable(ScalingCurve curve) => Obstacle(curve) is null;

    /// <summary>What a curve of a success rate lacks; null where it lacks nothing.</summary>
    public static UnresolvedReason? Obstacle(ScalingCurve curve) =>
        !curve.Metric.CountsSuccesses || curve.Metric.Orientation != Orientation.HigherIsBetter ? UnresolvedReason.NoJudgeableMetric
        : curve.Chance is not (>= 0 and < 1) ? UnresolvedReason.UnknownChance
        : curve.Axis is null ? UnresolvedReason.NoCommonAxis
        : !curve.Usable.Any(HasCounts) ? UnresolvedReason.UnknownSampleCounts
        : null;

    /// <summary>The order of preference: most models, then the catalogue's order (acc before acc_norm), then answers as given before filtered ones.</summary>
    public static (int, int, int, string) Preference(ScalingCurve curve)
    {
        int listed = MetricCatalogue.All.IndexOf(curve.Metric);
        return (
            -curve.Usable.Count(HasCounts),
            listed < 0 ? int.MaxValue : listed,
            curve.Filter switch { null or "" or "none" => 0, "strict-match" => 1, _ => 2 },
            curve.Filter ?? "");
    }

    /// <summary>Whether a point has a rate within its range and the number of its items.</summary>
    public static bool HasCounts(CurvePoint point) => point.EffectiveSamples is >= 1 && point.Value is >= 0 and <= 1;
}
