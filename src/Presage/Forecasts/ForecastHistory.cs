using System.Collections.Immutable;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Metrics;

namespace Presage.Forecasts;

/// <summary>What is known of one series up to an origin: all that a forecast from that origin may use of it.</summary>
internal sealed record ForecastHistory
{
    private ForecastHistory()
    {
    }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The metric of the values.</summary>
    public required Metric Metric { get; init; }

    /// <summary>The answer filter; null where none.</summary>
    public string? Filter { get; init; }

    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>Examples in the prompt; null where unknown.</summary>
    public int? Shots { get; init; }

    /// <summary>Over sizes or checkpoints.</summary>
    public required CurveOver Over { get; init; }

    /// <summary>The model whose checkpoints these are; null over sizes.</summary>
    public string? Model { get; init; }

    /// <summary>The axis of the positions.</summary>
    public required ScaleAxis Axis { get; init; }

    /// <summary>Score of a guesser; null where unknown or meaningless.</summary>
    public double? Chance { get; init; }

    /// <summary>Shape [points]; log10 of an amount, or minus the loss; ascending, ties allowed.</summary>
    public required ImmutableArray<double> Positions { get; init; }

    /// <summary>Shape [points]; in the metric's unit.</summary>
    public required ImmutableArray<double> Values { get; init; }

    /// <summary>Shape [points]; squared standard error of each value from sampling items; null where unknown.</summary>
    public required ImmutableArray<double?> Variances { get; init; }

    /// <summary>Shape [points]; independent items behind each value; null where unknown.</summary>
    public required ImmutableArray<double?> Samples { get; init; }

    /// <summary>Shape [points]; the weights, which tell parameters and tokens.</summary>
    public required ImmutableArray<ModelRun> Runs { get; init; }

    /// <summary>Points; at least 1.</summary>
    public int Count => Positions.Length;

    /// <summary>Position of the last point.</summary>
    public double LastPosition => Positions[^1];

    /// <summary>Value of the last point.</summary>
    public double LastValue => Values[^1];

    /// <summary>The values that can occur at all.</summary>
    public ForecastRange Range => new(Metric.Minimum ?? double.NegativeInfinity, Metric.Maximum ?? double.PositiveInfinity);

    /// <summary>From a guesser's score to the best possible one, whichever way is better; infinite where the end is unknown.</summary>
    public ForecastRange SkillRange => Metric.Orientation switch
    {
        Orientation.HigherIsBetter => Range with { Minimum = Chance ?? (Metric.ChanceRule == ChanceRule.Zero ? 0 : Range.Minimum) },
        Orientation.LowerIsBetter => Range with { Maximum = Chance ?? Range.Maximum },
        _ => Range,
    };

    /// <summary>The skill range, widened to what was observed: a prediction outside it is moved to its nearer end.</summary>
    public ForecastRange PredictionRange =>
        new(Math.Min(SkillRange.Minimum, Values.Min()), Math.Max(SkillRange.Maximum, Values.Max()));

    /// <summary>
    /// What errors are measured in, so that series of different metrics can be pooled: the width of the range, or, for a metric without one,
    /// the spread of the values seen, at least 5 % of the last.
    /// </summary>
    public double Unit
    {
        get
        {
            double width = Range.Maximum - Range.Minimum;
            if (double.IsFinite(width) && width > 0)
                return width;
            double spread = Math.Max(Values.Max() - Values.Min(), 0.05 * Math.Abs(LastValue));
            return spread > 0 ? spread : 1;
        }
    }

    /// <summary>The usable points of a curve.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>Null where the curve has no axis or no usable point.</returns>
    public static ForecastHistory? Of(ScalingCurve curve)
    {
        ImmutableArray<CurvePoint> points = curve.Usable;
        if (curve.Axis is not { } axis || points.IsEmpty)
            return null;
        return new ForecastHistory
        {
            Task = curve.Task,
            Metric = curve.Metric,
            Filter = curve.Filter,
            Family = curve.Family,
            Shots = curve.Shots,
            Over = curve.Over,
            Model = curve.Model,
            Axis = axis,
            Chance = curve.Chance,
            Positions = [.. points.Select(point => point.Position(axis)!.Value)],
            Values = [.. points.Select(point => point.Value)],
            Variances = [.. points.Select(point => point.SamplingVariance(curve.Metric))],
            Samples = [.. points.Select(point => point.EffectiveSamples)],
            Runs = [.. points.Select(point => point.Run)],
        };
    }

    /// <summary>The points as laws take them.</summary>
    public CurveData ToCurveData() =>
        new(Positions, Values, Metric, Chance, Variances.Contains(null) ? null : Variances.Average(variance => variance!.Value));

    /// <summary>The first points.</summary>
    /// <param name="count">From 1 to <see cref="Count"/>.</param>
    public ForecastHistory First(int count) => count == Count ? this : this with
    {
        Positions = Positions[..count],
        Values = Values[..count],
        Variances = Variances[..count],
        Samples = Samples[..count],
        Runs = Runs[..count],
    };

    /// <summary>The points at or before a position.</summary>
    /// <returns>Null where there is none.</returns>
    public ForecastHistory? UpTo(double position)
    {
        int count = 0;
        while (count < Count && Positions[count] <= position)
            count++;
        return count == 0 ? null : First(count);
    }
}
