using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Metrics;

namespace Presage.Emergence;

/// <summary>Makes abilities of scaling curves: one per task, family, number of shots, and slice (docs/decisions/0006).</summary>
internal static class AbilityAssembly
{
    /// <summary>Share of the longer of the two metrics' models that must have both metrics; below it the longer one is judged alone.</summary>
    private const double LeastJoined = 0.75;

    /// <summary>Items beyond which more say nothing: the noise between models is far above their sampling.</summary>
    private const double MostSamples = 1e9;

    /// <summary>Every ability of the curves, in the order in which the first curve of each appears.</summary>
    public static ImmutableArray<AssembledAbility> From(ImmutableArray<ScalingCurve> curves)
    {
        ILookup<(string, string, string?, int?), ScalingCurve> byMetric = curves.ToLookup(SameMeasure);
        AssembledAbility[] assembled =
        [
            .. Enumerable.Range(0, curves.Length)
                .GroupBy(i => Key(curves[i]))
                .Select(group => Assemble(curves, byMetric, [.. group])),
        ];
        return SiblingZeros.Flag([.. assembled]);
    }

    private static (string, string, int?, CurveOver, string?, string?, long?) Key(ScalingCurve curve) =>
        (curve.Task, curve.Family, curve.Shots, curve.Over, curve.Model, curve.TrainingRun, curve.Seed);

    private static (string, string, string?, int?) SameMeasure(ScalingCurve curve) => (curve.Task, curve.Metric.Name, curve.Filter, curve.Shots);

    private static AssembledAbility Assemble(
        ImmutableArray<ScalingCurve> curves, ILookup<(string, string, string?, int?), ScalingCurve> byMetric, int[] members)
    {
        int? raw = members.Where(i => RawMetric.IsJudgeable(curves[i])).OrderBy(i => RawMetric.Preference(curves[i])).Cast<int?>().FirstOrDefault();
        int? continuous = members
            .Where(i => ContinuousLoss.Rank(curves[i].Metric) is not null && !curves[i].Usable.IsEmpty)
            .OrderBy(i => ContinuousLoss.Rank(curves[i].Metric))
            .Cast<int?>().ToArray() is [_, ..] losses
                // The first in rank that nearly all models have.
                ? losses.First(i => curves[i!.Value].Usable.Length >= LeastJoined * losses.Max(j => curves[j!.Value].Usable.Length))
                : null;
        (Rung[] ofRaw, Rung[] ofContinuous) = (
            raw is { } r ? Rungs(curves[r], RawMetric.HasCounts, curves[r].Axis!.Value) : [],
            continuous is { } c ? Rungs(curves[c], point => ContinuousLoss.IsUsable(curves[c].Metric, point.Value), raw is { } first ? curves[first].Axis!.Value : curves[c].Axis!.Value) : []);

        // Both at the models that have both, or the longer one alone where that loses too many.
        if (raw is not null && continuous is not null)
        {
            HashSet<string> common = [.. ofRaw.Select(rung => rung.Key).Intersect(ofContinuous.Select(rung => rung.Key))];
            if (common.Count >= LeastJoined * Math.Max(ofRaw.Length, ofContinuous.Length))
                (ofRaw, ofContinuous) = (Only(ofRaw, common), Only(ofContinuous, common));
            else if (ofContinuous.Length > ofRaw.Length)
                (raw, ofRaw) = (null, []);
            else
                (continuous, ofContinuous) = (null, []);
        }

        // Checkpoints are chosen once, for both.
        if (curves[members[0]].Over == CurveOver.Checkpoints)
        {
            HashSet<string> chosen = Chosen(raw is null ? ofContinuous : ofRaw);
            (ofRaw, ofContinuous) = (Only(ofRaw, chosen), Only(ofContinuous, chosen));
        }

        if (ofRaw.Length + ofContinuous.Length == 0 && (raw ?? continuous) is not null)
            return new AssembledAbility([.. members], null, null, [], null, null, UnresolvedReason.NoUsablePoints);
        if (raw is null && continuous is null)
            return new AssembledAbility([.. members], null, null, [], null, null, Obstacle(curves, members));

        ScalingCurve judged = curves[raw ?? continuous!.Value];
        Rung[] rungs = raw is null ? ofContinuous : ofRaw;
        bool overSizes = judged.Over == CurveOver.Sizes;
        ScalingCurve noisy = curves[continuous ?? raw!.Value];
        Ability ability = new(
            [.. rungs.Select(rung => rung.Position)],
            raw is null ? null : Counts(ofRaw, judged.Chance!.Value),
            continuous is { } index ? Losses(ofContinuous, curves[index].Metric) : null)
        {
            Task = judged.Task,
            Family = judged.Family,
            Shots = judged.Shots,
            Over = judged.Over,
            Model = judged.Model,
            LossHasChanceLevel = continuous is { } loss && ContinuousLoss.HasChanceLevel(curves[loss].Metric),
            MixesRecipes = overSizes && RecipeMix.Of([.. rungs.Select(rung => rung.Points[0])]),
            ReplicateNoise = overSizes
                ? ReplicateNoise.Of(noisy, (continuous is null ? ofRaw : ofContinuous).Select(rung => rung.Points), byMetric[SameMeasure(noisy)].Where(curve => !ReferenceEquals(curve, noisy)))
                : null,
            EarlyTrainingEnds = !overSizes ? CheckpointChoice.EarlyTrainingEnds([.. rungs.Select(rung => rung.Points[0])], judged.Axis!.Value) : null,
            FormatFailure = raw is not null && judged is { Metric.ChanceRule: ChanceRule.PerTask, Chance: > 0, Filter: null or "" or "none" }
                ? FormatFailure.Impossible
                : FormatFailure.Unknown,
        };
        int?[] leading = [raw, continuous];
        return new AssembledAbility(
            [.. leading.OfType<int>(), .. members.Where(i => i != raw && i != continuous)],
            raw, continuous, [.. rungs.Select(rung => rung.Points[0])], judged.Axis, ability, null)
        {
            PooledRuns = [.. rungs.Select((rung, i) => Math.Max(rung.Points.Length, ofContinuous.Length == rungs.Length ? ofContinuous[i].Points.Length : 0))],
        };
    }

    // The obstacle of the metric that is nearest to being judged.
    private static UnresolvedReason Obstacle(ImmutableArray<ScalingCurve> curves, int[] members)
    {
        UnresolvedReason[] nearest = [UnresolvedReason.NoCommonAxis, UnresolvedReason.UnknownSampleCounts, UnresolvedReason.UnknownChance, UnresolvedReason.NoJudgeableMetric];
        UnresolvedReason[] found =
        [
            .. members.Select(i => ContinuousLoss.Rank(curves[i].Metric) is null ? RawMetric.Obstacle(curves[i]) : UnresolvedReason.NoCommonAxis).OfType<UnresolvedReason>(),
        ];
        return found.MinBy(reason => Array.IndexOf(nearest, reason));
    }

    /// <summary>The models of a curve with a place on an axis, runs of one model together.</summary>
    private static Rung[] Rungs(ScalingCurve curve, Func<CurvePoint, bool> has, ScaleAxis axis)
    {
        ImmutableArray<CurvePoint> points = [.. curve.Points.Where(point => !point.Conflicting && point.Position(axis) is not null && has(point))];
        return
        [
            .. points.GroupBy(point => curve.Over == CurveOver.Sizes ? point.Run.Card.Name : Place(point.Run))
                .Select(group => new Rung($"{group.Key}@{string.Join(',', group.Select(point => Place(point.Run)).Distinct().Order(StringComparer.Ordinal))}", group.Average(point => point.Position(axis)!.Value), [.. group]))
                .OrderBy(rung => rung.Position).ThenBy(rung => rung.Key, StringComparer.Ordinal),
        ];
    }

    private static HashSet<string> Chosen(Rung[] rungs)
    {
        HashSet<CurvePoint> kept = new(CheckpointChoice.Of([.. rungs.Select(rung => rung.Points[0])]), ReferenceEqualityComparer.Instance);
        return [.. rungs.Where(rung => kept.Contains(rung.Points[0])).Select(rung => rung.Key)];
    }

    private static string Place(ModelRun run) => FormattableString.Invariant($"{run.Checkpoint?.Step}/{run.Checkpoint?.Tokens?.Count}/{run.Checkpoint?.StatedCompute?.Count}");

    private static Rung[] Only(Rung[] rungs, HashSet<string> keys) => [.. rungs.Where(rung => keys.Contains(rung.Key))];

    // Runs of one model answer the same items: their rates are averaged, and the items counted once.
    private static SuccessCounts Counts(Rung[] rungs, double chance)
    {
        ImmutableArray<long> samples = [.. rungs.Select(rung => (long)Math.Floor(Math.Min(rung.Points.Min(point => point.EffectiveSamples!.Value), MostSamples)))];
        return new SuccessCounts(
            [.. rungs.Select((rung, i) => Math.Clamp((long)Math.Round(rung.Points.Average(point => point.Value) * samples[i]), 0, samples[i]))], samples, chance);
    }

    private static ContinuousScores Losses(Rung[] rungs, Metric metric)
    {
        (double Loss, double Error)[][] scores = [.. rungs.Select(rung => rung.Points.Select(point => ContinuousLoss.Of(metric, point.Value, point.StandardError)).ToArray())];
        return new ContinuousScores([.. scores.Select(runs => runs.Average(run => run.Loss))], [.. scores.Select(runs => runs.Average(run => run.Error))]);
    }

    /// <summary>One model, or one checkpoint, with its runs.</summary>
    private sealed record Rung(string Key, double Position, ImmutableArray<CurvePoint> Points);
}
