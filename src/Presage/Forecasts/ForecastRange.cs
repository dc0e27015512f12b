namespace Presage.Forecasts;

/// <summary>A range of values of a metric.</summary>
/// <param name="Minimum">Least value; minus infinity where unbounded or unknown.</param>
/// <param name="Maximum">Largest value; plus infinity where unbounded or unknown.</param>
internal readonly record struct ForecastRange(double Minimum, double Maximum)
{
    /// <summary>Maximum less minimum.</summary>
    public double Width => Maximum - Minimum;

    /// <summary>The nearest value in the range.</summary>
    public double Clip(double value) => Math.Clamp(value, Minimum, Maximum);
}
