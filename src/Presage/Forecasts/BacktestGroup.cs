using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Forecasts;

/// <summary>The backtest of series whose errors can be compared: one kind of curve, one axis, one kind of scale.</summary>
public sealed record BacktestGroup
{
    /// <summary>Over sizes or checkpoints.</summary>
    public required CurveOver Over { get; init; }

    /// <summary>The axis.</summary>
    public required ScaleAxis Axis { get; init; }

    /// <summary>True for metrics with a range, in whose width errors are measured; false for open-ended ones, measured in the spread of each series.</summary>
    public required bool Bounded { get; init; }

    /// <summary>What the intervals are clustered by: <c>family</c>, or <c>task</c> where there is one family only.</summary>
    public required string ClusteredBy { get; init; }

    /// <summary>Series with a forecast.</summary>
    public required int Series { get; init; }

    /// <summary>Forecasts of the next model.</summary>
    public required BacktestFigures Next { get; init; }

    /// <summary>The same by family, in ordinal order.</summary>
    public required ImmutableArray<BacktestSlice> Families { get; init; }

    /// <summary>All rolling forecasts, those of models farther on among them, by the gap from the last point.</summary>
    public required ImmutableArray<BacktestSlice> Gaps { get; init; }

    /// <summary>Decades (or nats) of the farthest forecast that was scored.</summary>
    public required double LargestGap { get; init; }

    /// <summary>Forecasts of the next model against every candidate and the equal mean, persistence first.</summary>
    public required ImmutableArray<BacktestComparison> Against { get; init; }

    /// <summary>Shape [10]; how many observations fell in each tenth of their predictive distribution; level where the distributions are right.</summary>
    public required ImmutableArray<int> Pit { get; init; }

    /// <summary>Series at their floor; null where there are none.</summary>
    public FloorFigures? Floor { get; init; }
}
