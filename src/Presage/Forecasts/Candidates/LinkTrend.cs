using Presage.Laws;

namespace Presage.Forecasts.Candidates;

/// <summary>A straight line through transformed values, by least squares of the transformed values.</summary>
/// <remarks>
/// Unlike the laws of <see cref="CurveLaws"/>, which minimise on the metric's own scale and may fail, this always has an answer and is cheap.
/// It weighs values near an end of the range too much, which the callers hold in check by keeping the transformed shares from 0.01 to 0.99.
/// </remarks>
internal static class LinkTrend
{
    /// <summary>Shares of a range closer to its ends than this are taken as this close before a transform that has a pole there.</summary>
    public const double Margin = 0.01;

    /// <summary>Fits the line.</summary>
    /// <param name="history">At least 3 points at two positions.</param>
    /// <param name="transform">From a value to where the line is.</param>
    /// <param name="inverse">And back; may go out of range, which is put right.</param>
    public static FittedCandidate Fit(ForecastHistory history, Func<double, double> transform, Func<double, double> inverse)
    {
        const int fewest = 3;
        if (history.Count < fewest)
            return _ => new CandidateOutcome.Unable(Figures.Text($"{history.Count} points; a slope worth following needs {fewest}."));
        double[] transformed = [.. history.Values.Select(transform)];
        double meanPosition = history.Positions.Average(), mean = transformed.Average(), spread = 0, covariation = 0;
        for (int i = 0; i < transformed.Length; i++)
        {
            double offset = history.Positions[i] - meanPosition;
            spread += offset * offset;
            covariation += offset * (transformed[i] - mean);
        }

        if (!(spread > 1e-12))
            return _ => new CandidateOutcome.Unable(Figures.Text($"All points stand at {history.LastPosition:G6}: there is no slope."));
        double slope = covariation / spread;
        ForecastRange range = history.PredictionRange;
        return target =>
        {
            double value = range.Clip(inverse(mean + (slope * (target.Position - meanPosition))));
            return !double.IsFinite(value) ? new CandidateOutcome.Unable("The line leaves the numbers.") : new CandidateOutcome.Predicted(value);
        };
    }

    /// <summary>The share of a range at which a value lies, kept off both ends.</summary>
    public static double Share(double value, ForecastRange range) =>
        Math.Clamp((value - range.Minimum) / (range.Maximum - range.Minimum), Margin, 1 - Margin);

    /// <summary>The value at a share of a range.</summary>
    public static double FromShare(double share, ForecastRange range) => range.Minimum + (share * (range.Maximum - range.Minimum));
}
