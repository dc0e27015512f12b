using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Forecasts;

/// <summary>The forecast of one series.</summary>
public sealed record SeriesForecast
{
    /// <summary>Why there is no forecast; null where there is one.</summary>
    public string? Obstacle { get; init; }

    /// <summary>The axis of the targets; null without a forecast.</summary>
    public ScaleAxis? Axis { get; init; }

    /// <summary>Points used.</summary>
    public int Points { get; init; }

    /// <summary>Name of the last model used; null where no point is.</summary>
    public string? LastModel { get; init; }

    /// <summary>Its place on the axis.</summary>
    public double? LastAmount { get; init; }

    /// <summary>Its value.</summary>
    public double? LastValue { get; init; }

    /// <summary>The targets, ascending; empty without a forecast.</summary>
    public ImmutableArray<TargetForecast> Targets { get; init; } = [];

    /// <summary>Where the width of the intervals comes from; null without a forecast.</summary>
    public ResidualSource? IntervalSource { get; init; }

    /// <summary>Errors of the report behind the intervals.</summary>
    public int IntervalErrors { get; init; }

    /// <summary>When it will be told from chance; null where it already is, and where chance or the sample count is unknown.</summary>
    public Onset? Onset { get; init; }

    /// <summary>Whether some point used is above chance, by the test that tells a series at its floor.</summary>
    internal bool HasLeftChance { get; init; }

    /// <summary>The matching backtest; null without a forecast.</summary>
    public SeriesBacktest? Backtest { get; init; }
}
