using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Metrics;
using Presage.Proportions;

namespace Presage.Curves;

/// <summary>One rung: a model's result on the task of the curve, with an interval that is right at the edges.</summary>
public sealed record CurvePoint
{
    /// <summary>The weights that were evaluated.</summary>
    public required ModelRun Run { get; init; }

    /// <summary>The value, in the metric's unit.</summary>
    public required double Value { get; init; }

    /// <summary>
    /// Standard error of the value; null where unknown. A stated 0 at the edge of a success rate is not believed and is null.
    /// </summary>
    public double? StandardError { get; init; }

    /// <summary>Test items; null where unknown.</summary>
    public long? Samples { get; init; }

    /// <summary>Where <see cref="Samples"/> comes from.</summary>
    public SampleSource SampleSource { get; init; }

    /// <summary>
    /// Independent items behind a success rate: <see cref="Samples"/>, or fewer where the printed standard error is above the binomial one
    /// because items share a passage; null where neither is known, and for other metrics. Intervals and tests use it.
    /// </summary>
    public double? EffectiveSamples { get; init; }

    /// <summary>95 % interval: Wilson for success rates, normal for other metrics with a standard error; null where neither can be had.</summary>
    public ConfidenceInterval? Interval { get; init; }

    /// <summary>Score of a guesser on this point's test, where known; the curve's own is set where all points agree.</summary>
    public double? Chance { get; init; }

    /// <summary>True where another input claims a different value for the same result. Such points are shown, and no law uses them.</summary>
    public bool Conflicting { get; init; }

    /// <summary>Where the number was read.</summary>
    public required ImmutableArray<Origin> Origins { get; init; }

    /// <summary>Position on an axis: floating-point operations, parameters, tokens, or nats.</summary>
    /// <param name="axis">The axis.</param>
    /// <returns>Null where the model's place on the axis is unknown, and for compute, parameters or tokens of 0, which a logarithmic axis cannot show.</returns>
    public double? At(ScaleAxis axis) => axis switch
    {
        ScaleAxis.TrainingCompute => Positive(Run.Compute?.Operations.Count),
        ScaleAxis.Parameters => Positive(Run.Parameters?.Count),
        ScaleAxis.Tokens => Positive(Run.Tokens?.Count),
        ScaleAxis.Loss => Run.Loss?.Count,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Position in the variable of the laws: log10 of an amount, or minus the loss, so that more scale is always to the right.</summary>
    /// <param name="axis">The axis; null for a curve without one.</param>
    /// <returns>Null where the point has no place on the axis.</returns>
    public double? Position(ScaleAxis? axis) => axis switch
    {
        null => null,
        ScaleAxis.Loss => -At(ScaleAxis.Loss),
        { } other => At(other) is { } amount ? Math.Log10(amount) : null,
    };

    /// <summary>Variance of the value from sampling test items.</summary>
    /// <param name="metric">The metric of the value.</param>
    /// <returns>
    /// Null where unknown. A rate without any success has sampling error too: for the variance it counts as (k + 1/2)/(n + 1), the mean of
    /// Jeffreys' posterior. A larger printed standard error (items that share a passage) is believed.
    /// </returns>
    public double? SamplingVariance(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        if (!metric.CountsSuccesses || Samples is not { } n)
            return StandardError * StandardError;
        double rate = (Value * n + 0.5) / (n + 1);
        return Math.Max(rate * (1 - rate) / n, (StandardError ?? 0) * (StandardError ?? 0));
    }

    private static double? Positive(double? value) => value > 0 ? value : null;
}
