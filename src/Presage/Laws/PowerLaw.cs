using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Presage.Metrics;

namespace Presage.Laws;

/// <summary>A power law of the per-token error, in the transform in which the metric shows it as a straight line.</summary>
/// <remarks>
/// <para>
/// By <see cref="MetricTransform"/>: y = g + (m - g) exp(-exp(a - b x)) with known floor g and maximum m, for success rates
/// (Hu et al. 2024; Schaeffer et al. 2023; Krajewski et al. 2025); y = f + exp(a - b x) with the metric's minimum f, for losses;
/// y = exp(exp(a - b x)) for perplexities. With x = log10 C the exponent of C is b / ln 10.
/// </para>
/// <para>
/// Least squares on the metric's own scale, not of the transformed values, which would give a value near the floor any weight at all;
/// by Levenberg-Marquardt. Needs three points.
/// Standard errors are those of the law linearised at the minimum, under independent errors of one variance; for a loss whose floor is in truth above f,
/// b is biased towards 0 and its standard error does not know. The band is that of a - b x, carried through the law, so that it stays in range.
/// </para>
/// </remarks>
internal sealed class PowerLaw : ICurveLaw
{
    private static readonly double[] LogLogStarts = Starts();

    /// <inheritdoc/>
    public string Name => "powerLaw";

    /// <inheritdoc/>
    public FitOutcome Fit(CurveData data)
    {
        switch (data.Metric.Transform)
        {
            case MetricTransform.LogLog:
                return KnownRange.Of(data, out string missing) is { } range
                    ? Fit<LogLogLink>(data, "y = g + (m - g) exp(-exp(a - b x))", Figures.Text($", g = {range.Floor:G9}, m = {range.Ceiling:G9}"), range.Floor, range.Ceiling - range.Floor, LogLogStarts)
                    : new FitOutcome.Failed(Name, FitFailure.NotApplicable, missing);
            case MetricTransform.Log:
                return data.Metric.Minimum is { } floor
                    ? Fit<LogLink>(data, "y = f + exp(a - b x)", Figures.Text($", f = {floor:G9}"), floor, Largest(data, floor), [])
                    : new FitOutcome.Failed(Name, FitFailure.NotApplicable, $"The metric {data.Metric.Name} has no known minimum.");
            case MetricTransform.LogOfLog:
                return Fit<LogOfLogLink>(data, "y = exp(exp(a - b x))", "", 0, 1, []);
            default:
                return new FitOutcome.Failed(Name, FitFailure.NotApplicable, $"No transform is known in which a power law of {data.Metric.Name} is a straight line.");
        }
    }

    private FitOutcome Fit<TLink>(CurveData data, string formula, string known, double offset, double height, ReadOnlySpan<double> more)
        where TLink : struct, ILink
    {
        int points = data.Values.Length;
        if (points < 3)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points} points; a power law with its errors needs 3."));
        if (PositionScale.Of(data.Positions) is not { } scale)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {points} points stand at {data.Positions[0]:G6}."));
        double above = Largest(data, offset);
        double least = typeof(TLink) == typeof(LogOfLogLink) ? 1 : 0;
        if (!(above > least))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"No value is above the floor, {offset + least:G6}."));

        Span<double> buffer = points <= 64 ? stackalloc double[LinkCurve.BufferLength(points)] : new double[LinkCurve.BufferLength(points)];
        LinkCurve curve = new(buffer, data, scale, offset);
        Span<double> starts = stackalloc double[4 + more.Length];
        LinkFit<TLink>.Straighten(curve, height, starts);
        more.CopyTo(starts[4..]);
        LinkMinimum minimum = LinkLeastSquares<TLink>.Minimise(curve, starts, height, free: false, tries: 2);

        double[] residuals = new double[points];
        LeastSquaresSummary? summary = LinkFit<TLink>.Summarise(Name, data, curve, minimum, 2, heightFitted: false, residuals, out FitOutcome.Failed? failure);
        if (summary is null)
            return failure!;

        // For the exponential the height is only a unit, and belongs to a.
        double unit = typeof(TLink) == typeof(LogLink) ? Math.Log(height) : 0;
        (double alpha, double beta) = (minimum.Alpha, minimum.Beta);
        double origin = scale.ToUnit(0);
        return new FitOutcome.Converged(Name, x =>
        {
            double t = scale.ToUnit(x), eta = alpha + (beta * t);
            double mean = At(eta);
            if (summary.HalfWidth([1, t]) is not { } half)
                return new FittedValue(mean, null, null);
            (double one, double other) = (At(eta - half), At(eta + half));
            return new FittedValue(mean, Math.Min(one, other), Math.Max(one, other));
        })
        {
            Formula = formula + known,
            Coefficients =
            [
                summary.Coefficient("a", alpha + unit + (beta * origin), [1, origin], Math.Abs(origin) + 1),
                summary.Coefficient("b", -beta / scale.HalfRange, [0, -1 / scale.HalfRange], 1 / scale.HalfRange),
            ],
            Objective = LeastSquaresSummary.Objective,
            ObjectiveValue = summary.SumOfSquares,
            Aicc = summary.Aicc,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = summary.Remarks,
        };

        double At(double eta) => offset + (height * TLink.At(Vector256.Create(eta), out _).ToScalar());
    }

    private static double Largest(CurveData data, double floor)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in data.Values)
            largest = Math.Max(largest, value - floor);
        return largest;
    }

    private static double[] Starts()
    {
        double[] centres = [-0.8, 0, 0.8, 1.6];
        double[] steepnesses = [1, 4, 12];
        return [.. from centre in centres from steepness in steepnesses from sign in new[] { 1, -1 } from coordinate in new[] { -sign * steepness * centre, sign * steepness } select coordinate];
    }
}
