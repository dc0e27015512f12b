namespace Presage.Cli;

/// <summary>What <c>presage forecast</c>, <c>freeze</c> or <c>backtest</c> was asked for.</summary>
internal sealed record ForecastSettings
{
    public required ReadingSettings Reading { get; init; }

    /// <summary>Training compute of the target; null where not given.</summary>
    public double? Compute { get; init; }

    /// <summary>Name of a model, or its parameters and tokens as <c>N,D</c>; null where not given.</summary>
    public string? Model { get; init; }

    public double? Origin { get; init; }

    public double? Threshold { get; init; }

    public long? Samples { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Markdown { get; init; }

    public int Top { get; init; } = 40;

    /// <summary>Whether only the backtest is wanted.</summary>
    public bool BacktestOnly { get; init; }
}
