using System.Collections.Immutable;
using Presage.Curves;
using Presage.Metrics;

namespace Presage.Emergence;

/// <summary>How much runs of one recipe differ on the scale of the log loss, from the replicates in the same results.</summary>
/// <remarks>
/// Two estimates, of which the larger stands. Runs: several runs or seeds of one model, and independent trainings of the same shape (<see cref="Models.ModelCard.RetrainingOf"/>). Checkpoints: neighbours in the last
/// quarter of the training of each model, by half the mean square of successive differences (von Neumann 1941), which a slow trend hardly moves; they differ by the noise of the optimiser
/// alone, so this is a lower bound. From each, the mean sampling variance is taken off as if the items were drawn anew for every model; they are the same items, so too much is taken off, and
/// the estimate is again a lower bound. It only raises the floor of the noise, never lowers what the residuals show. Where every judged model is the mean of several runs, so is its noise.
/// </remarks>
internal static class ReplicateNoise
{
    private const int FewestDegreesOfFreedom = 3;
    private const double LateTraining = 0.75;

    /// <summary>The noise of a judged point; null where too few replicates tell of it.</summary>
    /// <param name="judged">The curve over sizes that is judged.</param>
    /// <param name="models">Shape [models][runs]; its points, runs of one model together.</param>
    /// <param name="related">Other curves of the same task, metric and number of shots.</param>
    public static double? Of(ScalingCurve judged, IEnumerable<ImmutableArray<CurvePoint>> models, IEnumerable<ScalingCurve> related)
    {
        Squares runs = default, checkpoints = default;
        ImmutableArray<CurvePoint>[] rungs = [.. models];
        foreach (ImmutableArray<CurvePoint> rung in rungs)
            runs += AboutTheirMean([.. rung.Select(point => LogLoss(judged, point)).OfType<(double, double)>()]);
        foreach (ScalingCurve curve in related)
        {
            if (curve.Over == CurveOver.Sizes)
                runs += Retrained(judged, rungs, curve);
            else if (curve.Family == judged.Family && rungs.Any(rung => rung[0].Run.Card.Name == curve.Model))
                checkpoints += Successive(curve);
        }

        double?[] found = [runs.Deviation, checkpoints.Deviation];
        return rungs.Length == 0 ? null : found.Max() / Math.Sqrt(rungs.Min(rung => rung.Length));
    }

    private static Squares AboutTheirMean((double Value, double Variance)[] values)
    {
        if (values.Length < 2)
            return default;
        double mean = values.Average(one => one.Value);
        return new Squares(values.Sum(one => (one.Value - mean) * (one.Value - mean)), (values.Length - 1) * values.Average(one => one.Variance), values.Length - 1);
    }

    private static Squares Retrained(ScalingCurve judged, ImmutableArray<CurvePoint>[] rungs, ScalingCurve other)
    {
        Squares sum = default;
        foreach (CurvePoint point in other.Usable)
        {
            CurvePoint? twin = rungs.Select(rung => rung[0]).FirstOrDefault(rung =>
                point.Run.Card.RetrainingOf == rung.Run.Card.Name || rung.Run.Card.RetrainingOf == point.Run.Card.Name);
            if (twin is not null && LogLoss(judged, twin) is { } first && LogLoss(other, point) is { } second)
                sum += AboutTheirMean([first, second]);
        }

        return sum;
    }

    private static Squares Successive(ScalingCurve curve)
    {
        ImmutableArray<CurvePoint> points = curve.Usable;
        if (points.Length < 2)
            return default;
        double whole = points.Max(point => Done(point) ?? double.NaN);
        (double Value, double Variance)[] late =
            [.. points.Where(point => Done(point) >= LateTraining * whole).Select(point => LogLoss(curve, point)).OfType<(double, double)>()];
        double squares = 0;
        for (int i = 1; i < late.Length; i++)
            squares += (late[i].Value - late[i - 1].Value) * (late[i].Value - late[i - 1].Value) / 2;
        return late.Length < 2 ? default : new Squares(squares, (late.Length - 1) * late.Average(one => one.Variance), late.Length - 1);
    }

    private static double? Done(CurvePoint point) => point.Run.Tokens?.Count ?? point.Run.Checkpoint?.Step;

    // Of counts only where the rate is well inside its range: elsewhere the log loss is not near Gaussian.
    private static (double Value, double Variance)? LogLoss(ScalingCurve curve, CurvePoint point)
    {
        const double clear = 3, fewestWrong = 5;
        Metric metric = curve.Metric;
        if (ContinuousLoss.Rank(metric) is not null)
        {
            (double loss, double error) = ContinuousLoss.Of(metric, point.Value, point.StandardError);
            return loss > 0 && double.IsFinite(loss) ? (Math.Log(loss), error * error / (loss * loss)) : null;
        }

        if (curve.Chance is not { } chance || point.EffectiveSamples is not { } n)
            return null;
        double rate = point.Value, spread = Math.Sqrt(rate * (1 - rate) / n), skill = (rate - chance) / (1 - chance);
        if (rate - chance < clear * spread || (1 - rate) * n < fewestWrong || rate * n < fewestWrong)
            return null;
        double relative = spread / ((1 - chance) * skill * -Math.Log(skill));
        return (Math.Log(-Math.Log(skill)), relative * relative);
    }

    /// <summary>Squares about what replicates share, those that sampling alone would give, and their degrees of freedom.</summary>
    private readonly record struct Squares(double Sum, double Sampling, int DegreesOfFreedom)
    {
        public double? Deviation => DegreesOfFreedom < FewestDegreesOfFreedom ? null : Math.Sqrt(Math.Max(0, Sum - Sampling) / DegreesOfFreedom);

        public static Squares operator +(Squares left, Squares right) =>
            new(left.Sum + right.Sum, left.Sampling + right.Sampling, left.DegreesOfFreedom + right.DegreesOfFreedom);
    }
}
