using System.Collections.Immutable;
using Presage.Evaluations;
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

    /// <summary>95 % interval: Wilson for success rates, normal for other metrics with a standard error; null where neither can be had.</summary>
    public ConfidenceInterval? Interval { get; init; }

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

    private static double? Positive(double? value) => value > 0 ? value : null;
}
