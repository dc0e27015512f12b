using System.Collections.Immutable;
using Presage.Curves;
using Presage.Units;

namespace Presage.Forecasts;

/// <summary>What is to be forecast, and how. The quantities of one model, or steps beyond each series' last point.</summary>
public sealed record ForecastQuery
{
    /// <summary>Training compute of the target; null where not given: 6ND, if N and D are.</summary>
    public Flops? Compute { get; init; }

    /// <summary>Parameters of the target; null where not given.</summary>
    public Params? Parameters { get; init; }

    /// <summary>Training tokens of the target; null where not given.</summary>
    public Tokens? Tokens { get; init; }

    /// <summary>Targets so many decades beyond the last point of each series, ascending, above 0; used where no quantity is given.</summary>
    public ImmutableArray<double> Decades { get; init; } = [0.25, 0.5, 0.75, 1];

    /// <summary>Test items of the new run; null for the sampling error of each series.</summary>
    public long? Samples { get; init; }

    /// <summary>Use only points up to this amount on the axis of each series, as if nothing beyond were known; null for all.</summary>
    public double? Origin { get; init; }

    /// <summary>Threads, at least 1. The forecast is the same at any number.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Whether one model is asked for, by its quantities.</summary>
    public bool IsOneModel => Compute is not null || Parameters is not null || Tokens is not null;

    /// <summary>The target's training compute: as given, else 6ND.</summary>
    internal Flops? TargetCompute => Compute ?? (Parameters is { } n && Tokens is { } d ? Flops.From(6 * n.Count * d.Count) : null);

    internal ForecastTarget? On(ScaleAxis axis)
    {
        double? amount = axis switch
        {
            ScaleAxis.TrainingCompute => TargetCompute?.Count,
            ScaleAxis.Parameters => Parameters?.Count,
            ScaleAxis.Tokens => Tokens?.Count,
            _ => null,
        };
        return amount is > 0 and var given ? new ForecastTarget(Math.Log10(given)) { Compute = TargetCompute, Parameters = Parameters, Tokens = Tokens } : null;
    }
}
