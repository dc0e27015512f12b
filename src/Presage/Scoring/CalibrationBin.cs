namespace Presage.Scoring;

/// <summary>Forecasts that are near each other, and how often they came true.</summary>
/// <param name="Lower">Lower end of the bin; with equal mass, the least forecast in it.</param>
/// <param name="Upper">Upper end of the bin; with equal mass, the largest forecast in it.</param>
/// <param name="Count">Forecasts in it, at least 1.</param>
/// <param name="MeanForecast">Their mean, in [0, 1].</param>
/// <param name="ObservedRate">Share that came true, in [0, 1].</param>
public readonly record struct CalibrationBin(double Lower, double Upper, int Count, double MeanForecast, double ObservedRate);
