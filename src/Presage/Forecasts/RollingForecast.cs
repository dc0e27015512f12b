namespace Presage.Forecasts;

/// <summary>One forecast from an origin inside a series, with what was then observed.</summary>
internal sealed record RollingForecast
{
    /// <summary>Index of the series.</summary>
    public required int Series { get; init; }

    /// <summary>Points of the history.</summary>
    public required int Origin { get; init; }

    /// <summary>Index of the point that was forecast; beyond the history's last position.</summary>
    public required int Target { get; init; }

    /// <summary>Whether the target is the next model after the origin.</summary>
    public required bool IsNext { get; init; }

    /// <summary>Position of the history's last point.</summary>
    public required double OriginPosition { get; init; }

    /// <summary>Position of the target.</summary>
    public required double TargetPosition { get; init; }

    /// <summary>What the target turned out to be.</summary>
    public required double Observed { get; init; }

    /// <summary>What the candidates said.</summary>
    public required CandidateValues Candidates { get; init; }

    /// <summary>Whether the history had not been told from chance.</summary>
    public required bool AtFloor { get; init; }

    /// <summary>Whether the target was above chance; null where it cannot be tested.</summary>
    public bool? LeftChance { get; init; }

    /// <summary>Independent items behind the target's value, where it is a share of successes; null where unknown. Its value is not known to a forecast.</summary>
    public double? TargetSamples { get; init; }

    /// <summary>Decades (or nats) from the origin to the target.</summary>
    public double Gap => TargetPosition - OriginPosition;
}
