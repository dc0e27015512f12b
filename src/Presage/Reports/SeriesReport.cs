using System.Collections.Immutable;
using Presage.Curves;
using Presage.Forecasts;
using Presage.Laws;

namespace Presage.Reports;

/// <summary>One scaling curve with all that is said of it.</summary>
public sealed record SeriesReport
{
    /// <summary>Stable identifier, unique in the report, made of family, task, metric, shots and slice; safe in a URL fragment.</summary>
    public required string Id { get; init; }

    /// <summary>The points.</summary>
    public required ScalingCurve Curve { get; init; }

    /// <summary>Identifier of the ability that this series belongs to; null where none was judged.</summary>
    public string? Ability { get; init; }

    /// <summary>The rung-by-rung comparison with chance; null where the metric has no chance level or no counts.</summary>
    public ChanceDeparture? Chance { get; init; }

    /// <summary>Breakthroughness of BIG-bench, description only; null where undefined.</summary>
    public RiseRatio? Breakthroughness { get; init; }

    /// <summary>Linearity of BIG-bench, description only; null where undefined.</summary>
    public RiseRatio? Linearity { get; init; }

    /// <summary>The largest improvement between neighbouring rungs; null below two points.</summary>
    public LargestRise? LargestRise { get; init; }

    /// <summary>The laws tried, in the order of the catalogue.</summary>
    public required ImmutableArray<FitOutcome> Laws { get; init; }

    /// <summary>Name of the curve law with the smallest AICc; null below eight points, where the choice says more of the correction than of the data.</summary>
    public string? BestLaw { get; init; }

    /// <summary>The converged laws as lines to draw.</summary>
    public required ImmutableArray<DrawnLaw> DrawnLaws { get; init; }

    /// <summary>The forecast up to one decade beyond the last point, with its backtest; null where none was made.</summary>
    public SeriesForecast? Forecast { get; init; }

    /// <summary>The scale on which different metrics of one task share an axis pair; null where the values do not vary.</summary>
    public LensScale? Lens { get; init; }

    /// <summary>What a reader must know of this series; may be empty.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
