using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Proportions;

namespace Presage.Curves;

/// <summary>Groups results into scaling curves.</summary>
public static class ScalingCurves
{
    private static readonly ImmutableArray<ScaleAxis> Preference =
        [ScaleAxis.TrainingCompute, ScaleAxis.Parameters, ScaleAxis.Tokens, ScaleAxis.Loss];

    /// <summary>Every curve that the results hold.</summary>
    /// <param name="results">Checked results.</param>
    /// <param name="options">Which curves are wanted.</param>
    /// <returns>
    /// Per task, metric, family and number of shots: one curve over sizes, at the last training step that all models have and at which they have seen the same tokens (else
    /// of each model's last weights), and one over checkpoints for each training run with at least two of them. A lone result is a
    /// curve of one point.
    /// </returns>
    public static ImmutableArray<ScalingCurve> From(IReadOnlyList<TaskResult> results, CurveOptions options)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(options);
        var curves = ImmutableArray.CreateBuilder<ScalingCurve>();
        foreach (var ability in results.GroupBy(result => (result.Task, result.Metric.Name, result.Filter, result.Run.Card.Family, result.Shots)))
        {
            TaskResult[] all = [.. ability];
            bool anyOverCheckpoints = false;
            if (options.OverCheckpoints)
            {
                foreach (var run in all.GroupBy(result => (result.Run.Card.Name, result.Run.Run, result.Run.Seed)))
                {
                    TaskResult[] checkpoints = [.. run];
                    if (checkpoints.DistinctBy(result => PlaceInTraining(result.Run)).Count() < 2)
                        continue;
                    anyOverCheckpoints = true;
                    curves.Add(Curve(checkpoints, options.Axis, CurveOver.Checkpoints) with
                    {
                        Model = run.Key.Name,
                        TrainingRun = run.Key.Run,
                        Seed = run.Key.Seed,
                    });
                }
            }

            bool severalModels = all.DistinctBy(result => result.Run.Card.Name).Count() > 1;
            if (options.OverSizes && (severalModels || !anyOverCheckpoints) && AtOnePointInTraining(all, options.Step) is var (slice, step) && slice.Length > 0)
                curves.Add(Curve(slice, options.Axis, CurveOver.Sizes) with { Step = step });
        }

        return curves.ToImmutable();
    }

    // The finished weights come after every checkpoint.
    private static double PlaceInTraining(ModelRun run) =>
        run.Checkpoint is not { } checkpoint ? double.PositiveInfinity : checkpoint.Step ?? checkpoint.Tokens?.Count ?? 0;

    private static (TaskResult[] Slice, long? Step) AtOnePointInTraining(TaskResult[] all, long? wanted)
    {
        if (wanted is { } step)
            return ([.. all.Where(result => result.Run.Checkpoint?.Step == step)], step);

        string[] models = [.. all.Select(result => result.Run.Card.Name).Distinct()];
        TaskResult[] finished = [.. all.Where(result => result.Run.Checkpoint is null)];
        if (finished.DistinctBy(result => result.Run.Card.Name).Count() == models.Length)
            return (finished, null);

        long? common = all
            .Where(result => result.Run.Checkpoint?.Step > 0)
            .GroupBy(result => result.Run.Checkpoint!.Step!.Value)
            .Where(at => at.DistinctBy(result => result.Run.Card.Name).Count() == models.Length && SameTokens(at))
            .Select(at => (long?)at.Key)
            .Max();
        if (common is not null && models.Length > 1)
            return ([.. all.Where(result => result.Run.Checkpoint?.Step == common)], common);

        return (
            [
                .. all.GroupBy(result => (result.Run.Card.Name, result.Run.Run, result.Run.Seed))
                    .SelectMany(run =>
                    {
                        double last = run.Max(result => PlaceInTraining(result.Run));
                        return run.Where(result => PlaceInTraining(result.Run) == last);
                    }),
            ], null);
    }

    // One step is the same point in training only where all models see the same tokens in it.
    private static bool SameTokens(IEnumerable<TaskResult> results)
    {
        double[] tokens = [.. results.Select(result => result.Run.Tokens?.Count).OfType<double>()];
        return tokens.Length == 0 || tokens.Max() <= 1.01 * tokens.Min();
    }

    private static ScalingCurve Curve(TaskResult[] results, ScaleAxis? wanted, CurveOver over)
    {
        TaskResult first = results[0];
        CurvePoint[] points = [.. results.Select(Point)];
        // All checkpoints of a model have its size.
        ScaleAxis? axis = wanted is null || (wanted == ScaleAxis.Parameters && over == CurveOver.Checkpoints) ? CommonAxis(points, over) : wanted;
        return new ScalingCurve
        {
            Task = first.Task,
            Metric = first.Metric,
            Filter = first.Filter,
            Family = first.Run.Card.Family,
            Shots = first.Shots,
            Over = over,
            Chance = results.Select(result => result.Chance).Distinct().Count() == 1 ? first.Chance : null,
            Axis = axis,
            Points = [.. Ordered(points, axis)],
        };
    }

    private static CurvePoint Point(TaskResult result) => new()
    {
        Run = result.Run,
        Value = result.Value,
        StandardError = result.StandardError ?? BinomialStandardError(result),
        Samples = result.Samples,
        SampleSource = result.SampleSource,
        EffectiveSamples = EffectiveSamples(result),
        Interval = IntervalOf(result),
        Chance = result.Chance,
        Conflicting = result.Conflicting,
        Origins = result.Origins,
    };

    private static double? BinomialStandardError(TaskResult result) =>
        result.Metric.CountsSuccesses && result.Samples is { } n && result.Value is > 0 and < 1
            ? Math.Sqrt(result.Value * (1 - result.Value) / n)
            : null;

    private static ConfidenceInterval? IntervalOf(TaskResult result)
    {
        if (result.Metric.CountsSuccesses && result.Value is >= 0 and <= 1)
            return EffectiveSamples(result) is { } n ? BinomialInterval.Wilson(result.Value * n, n) : null;

        if (result.StandardError is not { } standardError)
            return null;
        const double z = 1.959963984540054;
        return new ConfidenceInterval(
            Math.Max(result.Value - z * standardError, result.Metric.Minimum ?? double.NegativeInfinity),
            Math.Min(result.Value + z * standardError, result.Metric.Maximum ?? double.PositiveInfinity));
    }

    /// <summary>
    /// The number of independent items with the printed standard error, where that is above the binomial one because items share a
    /// passage (Miller 2024, section 2.2): p(1 - p)/s^2 + 1, at most n.
    /// </summary>
    private static double? EffectiveSamples(TaskResult result)
    {
        if (!result.Metric.CountsSuccesses)
            return null;
        double n = result.Samples ?? double.PositiveInfinity;
        if (result.StandardError is > 0 and var error && result.Value is > 0 and < 1)
        {
            double independent = result.Value * (1 - result.Value) / (error * error) + 1;
            // Within rounding the error is the binomial one, and n is exact.
            if (independent < n * (1 - 1e-6))
                n = independent;
        }

        return double.IsFinite(n) && n >= 1 ? n : null;
    }

    private static ScaleAxis? CommonAxis(CurvePoint[] points, CurveOver over)
    {
        IEnumerable<ScaleAxis> candidates = over == CurveOver.Checkpoints ? Preference.Where(axis => axis != ScaleAxis.Parameters) : Preference;
        ScaleAxis? best = null;
        int placed = 0;
        foreach (ScaleAxis axis in candidates)
        {
            int here = points.Count(point => point.At(axis) is not null);
            if (here > placed)
                (best, placed) = (axis, here);
        }

        return best;
    }

    // Larger scale to the right; a smaller loss is further along.
    private static IEnumerable<CurvePoint> Ordered(CurvePoint[] points, ScaleAxis? axis) =>
        axis is not { } by
            ? points.OrderBy(point => PlaceInTraining(point.Run))
            : points
                .OrderBy(point => point.At(by) is not null ? 1 : PlaceInTraining(point.Run) == 0 ? 0 : 2)
                .ThenBy(point => point.Position(by))
                .ThenBy(point => PlaceInTraining(point.Run));
}
