using Presage.Laws;

namespace Presage.Forecasts.Capabilities;

/// <summary>
/// y = b + (1 - b) / (1 + exp(-(w . S + a))): a task's score from capabilities S, or from the logarithm of compute as the only one (Ruan et al. 2024,
/// 2405.10938, equation 4).
/// </summary>
/// <param name="Weights">w; shape [components].</param>
/// <param name="Intercept">a.</param>
/// <param name="Floor">b.</param>
/// <remarks>Equality compares the array by reference.</remarks>
internal sealed record CapabilityLink(double[] Weights, double Intercept, double Floor)
{
    /// <summary>The highest floor that Ruan et al. allow where chance is not known.</summary>
    public const double HighestFloor = 0.2;

    /// <summary>Fits the link by least squares on the score.</summary>
    /// <param name="capabilities">Shape [models, components].</param>
    /// <param name="scores">Shape [models]; in [0, 1].</param>
    /// <param name="chance">b, where known; null to fit it in [0, 0.2].</param>
    /// <returns>Null where there are no more models than coefficients, or the capabilities do not vary.</returns>
    /// <remarks>
    /// The lowest end of six starts. A sum of squares that falls for ever with the steepness (a step) ends at a steep, finite curve.
    /// </remarks>
    public static CapabilityLink? Fit(double[,] capabilities, double[] scores, double? chance)
    {
        (int models, int components) = (capabilities.GetLength(0), capabilities.GetLength(1));
        int size = components + (chance is null ? 2 : 1);
        if (models <= size)
            return null;
        double[] means = new double[components], widths = new double[components];
        for (int k = 0; k < components; k++)
        {
            double[] column = [.. Enumerable.Range(0, models).Select(i => capabilities[i, k])];
            means[k] = column.Average();
            widths[k] = Math.Sqrt(column.Average(value => (value - means[k]) * (value - means[k])));
            if (!(widths[k] > 0 && double.IsFinite(widths[k])))
                return null;
        }

        // Coordinates: intercept at the means, slopes per standard deviation, floor.
        double[] lower = [-100, .. Enumerable.Repeat(-100.0, components), .. chance is null ? [0.0] : Array.Empty<double>()];
        double[] upper = [100, .. Enumerable.Repeat(100.0, components), .. chance is null ? [HighestFloor] : Array.Empty<double>()];
        (double[] At, double SumOfSquares)? best = null;
        foreach (double intercept in new[] { -4.0, -1, 1 })
        {
            foreach (double slope in new[] { 0.5, 3 })
            {
                double[] start = [intercept, slope, .. new double[components - 1], .. chance is null ? [0.02] : Array.Empty<double>()];
                if (BoundedLeastSquares.Minimise(start, lower, upper, models, Model) is { } end && !(end.SumOfSquares >= best?.SumOfSquares))
                    best = end;
            }
        }

        if (best is not { } found)
            return null;
        double[] weights = [.. Enumerable.Range(0, components).Select(k => found.At[k + 1] / widths[k])];
        return new CapabilityLink(weights, found.At[0] - weights.Select((weight, k) => weight * means[k]).Sum(), chance ?? found.At[^1]);

        void Model(ReadOnlySpan<double> at, Span<double> residuals, Span<double> jacobian)
        {
            double floor = chance ?? at[components + 1];
            for (int i = 0; i < models; i++)
            {
                double eta = at[0];
                for (int k = 0; k < components; k++)
                    eta += at[k + 1] * (capabilities[i, k] - means[k]) / widths[k];
                double share = 1 / (1 + Math.Exp(-eta)), bell = (1 - floor) * share * (1 - share);
                residuals[i] = scores[i] - (floor + ((1 - floor) * share));
                jacobian[i] = bell;
                for (int k = 0; k < components; k++)
                    jacobian[((k + 1) * models) + i] = bell * (capabilities[i, k] - means[k]) / widths[k];
                if (chance is null)
                    jacobian[((components + 1) * models) + i] = 1 - share;
            }
        }
    }

    /// <summary>The score at some capabilities.</summary>
    /// <param name="capabilities">Shape [components].</param>
    /// <returns>In [floor, 1].</returns>
    public double At(ReadOnlySpan<double> capabilities)
    {
        double eta = Intercept;
        for (int k = 0; k < Weights.Length; k++)
            eta += Weights[k] * capabilities[k];
        return Floor + ((1 - Floor) / (1 + Math.Exp(-eta)));
    }
}
