namespace Presage.Forecasts;

/// <summary>The error of one rolling forecast.</summary>
/// <param name="Gap">Class of the gap, of <see cref="GapBin"/>.</param>
/// <param name="Class">Class of the centre, of <see cref="ResidualSet"/>.</param>
/// <param name="Size">Absolute error in units of the forecast's own scale.</param>
internal readonly record struct ForecastError(int Gap, int Class, double Size);
