namespace Presage.Forecasts;

/// <summary>How the forecaster did on the series it learns from and on this one: to be read beside every forecast.</summary>
/// <param name="Next">Forecasts of the next model in all comparable series of the report; null where there are none.</param>
/// <param name="ClusteredBy">What the intervals are clustered by: <c>family</c> or <c>task</c>.</param>
/// <param name="SkillAgainstPersistence">1 - MAE / MAE of persistence on the same forecasts; null where there are none, or persistence makes no error.</param>
/// <param name="OwnForecasts">Forecasts of the next model in this series.</param>
/// <param name="OwnInside80">Of these, how many fell inside their 80 % interval.</param>
/// <param name="Warning">In words, where the backtest contradicts the interval; else null.</param>
public sealed record SeriesBacktest(
    BacktestFigures? Next, string ClusteredBy, double? SkillAgainstPersistence, int OwnForecasts, int OwnInside80, string? Warning);
