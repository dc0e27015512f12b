using Presage.Evaluations;
using Presage.Units;

namespace Presage.Forecasts;

/// <summary>What is to be forecast: a model of some scale.</summary>
/// <param name="Position">Its position on the axis of the history: log10 of compute, parameters or tokens, or minus the loss.</param>
internal sealed record ForecastTarget(double Position)
{
    /// <summary>Its parameters, as on the size axis; null where unknown.</summary>
    public Params? Parameters { get; init; }

    /// <summary>Tokens it will have seen; null where unknown.</summary>
    public Tokens? Tokens { get; init; }

    /// <summary>Its training compute; null where unknown.</summary>
    public Flops? Compute { get; init; }

    /// <summary>A point of a series as a target.</summary>
    /// <param name="history">The series.</param>
    /// <param name="point">Index of the point.</param>
    public static ForecastTarget At(ForecastHistory history, int point)
    {
        ModelRun run = history.Runs[point];
        return new ForecastTarget(history.Positions[point]) { Parameters = run.Parameters, Tokens = run.Tokens, Compute = run.Compute?.Operations };
    }
}
