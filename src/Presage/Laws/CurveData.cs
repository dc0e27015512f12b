using System.Collections.Immutable;
using Presage.Curves;
using Presage.Metrics;

namespace Presage.Laws;

/// <summary>The points a law of one variable is fitted to.</summary>
public sealed record CurveData
{
    /// <summary>The points a law of one variable is fitted to.</summary>
    /// <param name="positions">Shape [points]; log10 of compute, parameters or tokens, or minus the loss; ascending; ties allowed; finite.</param>
    /// <param name="values">Shape [points]; finite.</param>
    /// <param name="metric">The metric of the values.</param>
    /// <param name="chance">Score of a guesser, the known floor; null where unknown.</param>
    /// <param name="samplingVariance">Mean over the points of the squared standard error of the values; null where unknown.</param>
    /// <exception cref="ArgumentException">Shapes differ, a number is not finite, or the positions descend.</exception>
    public CurveData(ImmutableArray<double> positions, ImmutableArray<double> values, Metric metric, double? chance, double? samplingVariance)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (positions.Length != values.Length)
            throw new ArgumentException($"{positions.Length} positions but {values.Length} values.", nameof(values));
        for (int i = 0; i < positions.Length; i++)
        {
            if (!double.IsFinite(positions[i]) || !double.IsFinite(values[i]))
                throw new ArgumentException($"Point {i} is not finite.", nameof(values));
            if (i > 0 && positions[i] < positions[i - 1])
                throw new ArgumentException($"Positions descend at point {i}.", nameof(positions));
        }

        if (samplingVariance is { } variance && !(variance >= 0 && double.IsFinite(variance)))
            throw new ArgumentException("A sampling variance must be finite and at least 0.", nameof(samplingVariance));
        (Positions, Values, Metric, Chance, SamplingVariance) = (positions, values, metric, chance, samplingVariance);
    }

    /// <summary>Shape [points]; ascending.</summary>
    public ImmutableArray<double> Positions { get; }

    /// <summary>Shape [points].</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The metric of the values.</summary>
    public Metric Metric { get; }

    /// <summary>The known floor; null where unknown.</summary>
    public double? Chance { get; }

    /// <summary>Mean squared standard error of the values; null where unknown.</summary>
    public double? SamplingVariance { get; }

    /// <summary>The points of a curve that laws may use: those with a place on its axis and no conflicting claim.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>Null where no point is left.</returns>
    public static CurveData? From(ScalingCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        ImmutableArray<CurvePoint> points = curve.Usable;
        if (points.Length == 0)
            return null;
        double? variance = points.All(point => point.SamplingVariance(curve.Metric) is not null)
            ? points.Average(point => point.SamplingVariance(curve.Metric)!.Value)
            : null;
        return new CurveData(
            [.. points.Select(point => point.Position(curve.Axis)!.Value)],
            [.. points.Select(point => point.Value)],
            curve.Metric,
            curve.Chance,
            variance);
    }
}
