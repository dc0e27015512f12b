namespace Presage.Forecasts;

/// <summary>The values that a metric can take.</summary>
/// <param name="Minimum">Least value; minus infinity where unbounded or unknown.</param>
/// <param name="Maximum">Largest value; plus infinity where unbounded or unknown.</param>
internal readonly record struct ForecastRange(double Minimum, double Maximum)
{
    /// <summary>The nearest value in the range.</summary>
    public double Clip(double value) => Math.Clamp(value, Minimum, Maximum);
}
