using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>One rolling forecast, scored.</summary>
internal sealed record BacktestRow
{
    /// <summary>The forecast.</summary>
    public required RollingForecast Forecast { get; init; }

    /// <summary>The family.</summary>
    public required string Family { get; init; }

    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>The combined prediction.</summary>
    public required double Centre { get; init; }

    /// <summary>Absolute error of the combined prediction, in units of the series.</summary>
    public required double Error { get; init; }

    /// <summary>Shape [candidates]; absolute errors of the candidates by themselves; NaN where one has no prediction.</summary>
    public required ImmutableArray<double> CandidateErrors { get; init; }

    /// <summary>Absolute error of the equal mean of persistence, linear, log-log and logit, as far as they have predictions.</summary>
    public required double EqualMeanError { get; init; }

    /// <summary>Continuous ranked probability score, in units of the series.</summary>
    public required double Crps { get; init; }

    /// <summary>Whether the central 50, 80 and 90 % intervals held the observation.</summary>
    public required (bool Half, bool Eighty, bool Ninety) Covered { get; init; }

    /// <summary>Width of the 80 % interval, in units of the series.</summary>
    public required double Width { get; init; }

    /// <summary>Probability below the observation.</summary>
    public required double Pit { get; init; }

    /// <summary>Probability given to leaving chance; null for a series not at its floor.</summary>
    public double? LeavesChance { get; init; }
}
