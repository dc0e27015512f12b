namespace Presage.Forecasts;

/// <summary>The combined forecast against another way of forecasting, on the same rolling forecasts.</summary>
/// <param name="Name">The other way: a candidate's name, or <c>equalMean</c>, the plain mean of persistence, linear, logLog and logit.</param>
/// <param name="AbsoluteError">Mean absolute error of the other way, in units of the series.</param>
/// <param name="Gain">Paired difference, the other's absolute error less the combined forecast's: above 0 where the combined forecast is better.</param>
/// <param name="Skill">1 - MAE / MAE of the other; null where the other makes no error.</param>
public sealed record BacktestComparison(string Name, double AbsoluteError, ClusteredMean Gain, double? Skill);
