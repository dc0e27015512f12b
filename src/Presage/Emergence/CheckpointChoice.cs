using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;

namespace Presage.Emergence;

/// <summary>Which checkpoints of one training run are judged, so that each is new evidence about training and none about its beginning.</summary>
/// <remarks>
/// Neighbouring checkpoints share their weights: a fluctuation lasts. On the OLMo 2 ladder the residuals of task losses about a broken law have a lag-one
/// autocorrelation 0.22 above that of independent noise where all checkpoints are kept, 0.12 at 0.02 decades apart, and below 0.02 at 0.05 and 0.1 decades (docs/decisions/0006). At the start the learning
/// rate still rises and every loss falls at once: that is no law of scale.
/// </remarks>
internal static class CheckpointChoice
{
    /// <summary>Decades of training that must lie between two checkpoints.</summary>
    private const double LeastDecades = 0.1;

    /// <summary>Share of training before which no checkpoint is judged: the usual length of the warm-up of the learning rate.</summary>
    private const double WarmUp = 0.01;

    /// <summary>Share of training before which a break may still be one of the schedule.</summary>
    private const double EarlyTraining = 0.1;

    /// <summary>The checkpoints to judge, in their order.</summary>
    /// <param name="points">Checkpoints of one run, in the order of training.</param>
    public static ImmutableArray<CurvePoint> Of(ImmutableArray<CurvePoint> points)
    {
        if (points.IsEmpty)
            return points;
        var kept = ImmutableArray.CreateBuilder<CurvePoint>();
        double whole = Whole(points), next = double.PositiveInfinity;
        // From the end: the last checkpoint says most.
        foreach (CurvePoint point in points.Reverse())
        {
            // Nobody knows where it stands in training.
            if (Done(point.Run) is not { } done)
                continue;
            if (done < WarmUp * whole || Math.Log10(done) > next + 1e-9)
                continue;
            kept.Add(point);
            next = Math.Log10(done) - LeastDecades;
        }

        kept.Reverse();
        return kept.ToImmutable();
    }

    /// <summary>Position of the first checkpoint after a tenth of training; null where none is before it.</summary>
    public static double? EarlyTrainingEnds(ImmutableArray<CurvePoint> points, ScaleAxis axis)
    {
        if (points.IsEmpty)
            return null;
        double whole = Whole(points);
        return points.Any(point => Done(point.Run) < EarlyTraining * whole)
            ? points.Where(point => Done(point.Run) >= EarlyTraining * whole).Min(point => point.Position(axis))
            : null;
    }

    // The card's length of training, in the unit in which all checkpoints are known; else the furthest checkpoint.
    private static double Whole(ImmutableArray<CurvePoint> points) =>
        Math.Max(points.Max(point => Done(point.Run)) ?? 0, points[0].Run is { Tokens: not null, Card.TrainingTokens: { } all } ? all.Count : 0);

    private static double? Done(ModelRun run) => run.Tokens?.Count ?? run.Checkpoint?.Step;
}
