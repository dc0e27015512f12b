namespace Presage.Forecasts;

/// <summary>A part of a backtest.</summary>
/// <param name="Name">A family, or a class of gaps in words.</param>
/// <param name="Figures">Its figures.</param>
public sealed record BacktestSlice(string Name, BacktestFigures Figures);
