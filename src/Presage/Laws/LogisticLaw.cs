using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Presage.Metrics;

namespace Presage.Laws;

/// <summary>y = g + (c - g) / (1 + exp(-k (x - x0))): from the known floor g to a free ceiling c; k is below 0 for a curve that falls.</summary>
/// <remarks>
/// <para>
/// Least squares by Levenberg-Marquardt from the three most promising of 60 starts, five centres by six steepnesses in both directions,
/// with c in (g, metric maximum]. Needs four points, a metric where larger is better, and known floor and maximum.
/// </para>
/// <para>
/// Standard errors are those of the law linearised at the minimum, under independent errors of one variance. With few points, and where c lies beyond
/// the data, the sum of squares is far from quadratic, and they are rough. A ceiling that ends at the metric's maximum has none, and those of k and x0
/// are then conditional on it; it still counts as a coefficient in the degrees of freedom and AICc.
/// The band is the delta method for the logit of (y - g) / (maximum - g), so that it stays between floor and maximum.
/// Data that a step fits as well as any curve (a rise between two neighbouring points) do not determine k and are a failure.
/// </para>
/// </remarks>
internal sealed class LogisticLaw : ICurveLaw
{
    // Most starts go the way the points go; a few go the other, for curves that do both.
    private static readonly double[] Rising = [.. Starts([-0.5, 0.2, 0.9], [1.5, 4, 12, 40], 1), .. Starts([-0.4, 0.4], [3, 20], -1)];
    private static readonly double[] Falling = [.. Starts([-0.9, -0.2, 0.5], [1.5, 4, 12, 40], -1), .. Starts([-0.4, 0.4], [3, 20], 1)];

    /// <inheritdoc/>
    public string Name => "logistic";

    /// <inheritdoc/>
    public FitOutcome Fit(CurveData data)
    {
        if (data.Metric.Orientation != Orientation.HigherIsBetter)
            return new FitOutcome.Failed(Name, FitFailure.NotApplicable, $"Larger is not known to be better in the metric {data.Metric.Name}.");
        if (KnownRange.Of(data, out string missing) is not { } range)
            return new FitOutcome.Failed(Name, FitFailure.NotApplicable, missing);
        int points = data.Values.Length;
        if (points < 4)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points} points; a logistic with its errors needs 4."));
        if (PositionScale.Of(data.Positions) is not { } scale)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {points} points stand at {data.Positions[0]:G6}."));

        (double least, double most) = Extremes(data.Values);
        if (most - least <= 1e-12 * Math.Max(Math.Abs(least), Math.Abs(most)))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {points} values are {least:G6}: no rise to place."));
        if (most <= range.Floor)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"No value is above the floor, {range.Floor:G6}; the largest is {most:G6}."));

        Span<double> buffer = points <= 64 ? stackalloc double[LinkCurve.BufferLength(points)] : new double[LinkCurve.BufferLength(points)];
        LinkCurve curve = new(buffer, data, scale, range.Floor);
        double largest = range.Ceiling - range.Floor;
        LinkMinimum minimum = LinkLeastSquares<LogisticLink>.Minimise(curve, Rises(curve) ? Rising : Falling, largest, free: true, tries: 2);
        bool atMaximum = minimum.Height >= largest;

        double step = StepLimit.SumOfSquares(curve, largest);
        if (!(minimum.SumOfSquares < step))
        {
            return new FitOutcome.Failed(Name, FitFailure.Degenerate,
                Figures.Text($"A step, with a sum of squares of {step:G6}, is as close as any curve found: no finite steepness is the best."));
        }

        double[] residuals = new double[points];
        LeastSquaresSummary? summary = LinkFit<LogisticLink>.Summarise(Name, data, curve, minimum, 3, !atMaximum, residuals, out FitOutcome.Failed? failure);
        if (summary is null)
            return failure!;

        (double alpha, double beta, double height) = (minimum.Alpha, minimum.Beta, minimum.Height);
        double steepness = beta / scale.HalfRange, centre = -alpha / beta;
        ReadOnlySpan<double> byCentre = [-scale.HalfRange / beta, scale.HalfRange * alpha / (beta * beta), 0];
        return new FitOutcome.Converged(Name, x => Predict(x, range, scale, minimum, summary))
        {
            Formula = string.Create(CultureInfo.InvariantCulture, $"y = g + (c - g) / (1 + exp(-k (x - x0))), g = {range.Floor:G9}"),
            Coefficients =
            [
                atMaximum ? new Coefficient("c", range.Ceiling, null) : summary.Coefficient("c", range.Floor + height, [0, 0, 1], largest),
                summary.Coefficient("k", steepness, [0, 1 / scale.HalfRange, 0], 1 / scale.HalfRange),
                WithinReach(summary.Coefficient("x0", scale.FromUnit(centre), byCentre), scale, centre),
            ],
            Objective = LeastSquaresSummary.Objective,
            ObjectiveValue = summary.SumOfSquares,
            Aicc = summary.Aicc,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = atMaximum
                ? summary.Remarks.Add(Figures.Text($"The ceiling c ended at the metric's maximum, {range.Ceiling:G9}: it has no standard error, and the others take it as given."))
                : summary.Remarks,
        };
    }

    private static FittedValue Predict(double x, KnownRange range, PositionScale scale, LinkMinimum minimum, LeastSquaresSummary summary)
    {
        double t = scale.ToUnit(x), whole = range.Ceiling - range.Floor;
        double eta = minimum.Alpha + (minimum.Beta * t);
        double s = LogisticLink.At(Vector256.Create(eta), out _).ToScalar(), rest = LogisticLink.At(Vector256.Create(-eta), out _).ToScalar();
        double mean = range.Floor + (minimum.Height * s);

        // z = log(q / (1 - q)) of q = height s / whole; 1 - q written so that it keeps its digits at the ceiling.
        double missing = rest + (s * (whole - minimum.Height) / whole);
        double byEta = missing > 0 ? rest / missing : 1;
        ReadOnlySpan<double> gradient = [byEta, byEta * t, minimum.Height < whole ? 1 / (minimum.Height * missing) : 0];
        if (summary.HalfWidth(gradient) is not { } half)
            return new FittedValue(mean, null, null);
        double odds = minimum.Height * s / whole / missing;
        return new FittedValue(mean, Shifted(-half), Shifted(half));

        double Shifted(double by)
        {
            double moved = odds * Math.Exp(by);
            return range.Floor + (whole * (double.IsInfinity(moved) ? 1 : moved / (1 + moved)));
        }
    }

    /// <summary>A centre is a place: how far it is from zero is no measure of it, so its standard error is held against the data's own range.</summary>
    private static Coefficient WithinReach(Coefficient centre, PositionScale scale, double unit) =>
        centre.StandardError <= 10 * scale.HalfRange * Math.Max(1, Math.Abs(unit)) ? centre : centre with { StandardError = null };

    private static (double Least, double Most) Extremes(ImmutableArray<double> values)
    {
        (double least, double most) = (values[0], values[0]);
        foreach (double value in values)
            (least, most) = (Math.Min(least, value), Math.Max(most, value));
        return (least, most);
    }

    private static bool Rises(LinkCurve curve)
    {
        double mean = 0, covariation = 0;
        for (int i = 0; i < curve.Points; i++)
            mean += curve.Positions[i] / curve.Points;
        for (int i = 0; i < curve.Points; i++)
            covariation += (curve.Positions[i] - mean) * curve.Heights[i];
        return covariation >= 0;
    }

    private static IEnumerable<double> Starts(double[] centres, double[] steepnesses, int sign) =>
        from centre in centres
        from steepness in steepnesses
        from coordinate in new[] { -sign * steepness * centre, sign * steepness }
        select coordinate;
}
