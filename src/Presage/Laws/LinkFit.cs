using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>A link law at its minimum: residuals and derivatives at the points, and what they say.</summary>
internal static class LinkFit<TLink>
    where TLink : struct, ILink
{
    /// <summary>A law whose derivative by the linear predictor is nowhere above this share of its height is flat at every point.</summary>
    private const double FlatSlope = 1e-6;

    /// <summary>The linear predictors at which a curve is roughly straight through its own points: unweighted, and weighted by the slope of the link.</summary>
    /// <param name="curve">The points.</param>
    /// <param name="height">The height.</param>
    /// <param name="starts">Shape [2, 2]: alpha and beta of each.</param>
    public static void Straighten(LinkCurve curve, double height, Span<double> starts)
    {
        for (int start = 0; start < 2; start++)
        {
            double w = 0, wt = 0, wtt = 0, wz = 0, wtz = 0;
            for (int i = 0; i < curve.Points; i++)
            {
                double t = curve.Positions[i], z = TLink.RoughInverse(curve.Heights[i] / height), weight = 1;
                if (start == 1)
                {
                    TLink.At(Vector256.Create(z), out Vector256<double> slope);
                    weight = slope.ToScalar() * slope.ToScalar();
                }

                w += weight;
                wt += weight * t;
                wtt += weight * t * t;
                wz += weight * z;
                wtz += weight * t * z;
            }

            double determinant = (w * wtt) - (wt * wt);
            double beta = determinant > 1e-12 * w * wtt ? ((w * wtz) - (wt * wz)) / determinant : 0;
            (starts[2 * start], starts[(2 * start) + 1]) = ((wz - (beta * wt)) / w, beta);
        }
    }

    /// <summary>Summarises a minimum, or says why it is none that the data determine.</summary>
    /// <param name="law">The law's name.</param>
    /// <param name="data">The curve.</param>
    /// <param name="curve">Its points, scaled.</param>
    /// <param name="minimum">The minimum.</param>
    /// <param name="coefficients">Coefficients of the law, also those held at a bound.</param>
    /// <param name="heightFitted">Whether the height was free at the minimum.</param>
    /// <param name="residuals">Shape [points]; observed minus fitted.</param>
    /// <param name="failure">The failure; null where there is a summary.</param>
    public static LeastSquaresSummary? Summarise(
        string law, CurveData data, LinkCurve curve, LinkMinimum minimum, int coefficients, bool heightFitted, double[] residuals, out FitOutcome.Failed? failure)
    {
        int points = curve.Points, columns = heightFitted ? 3 : 2;
        failure = minimum.State switch
        {
            LinkState.Minimum => null,
            LinkState.Unbounded => new FitOutcome.Failed(law, FitFailure.Degenerate,
                Figures.Text($"No finite coefficients: the sum of squares falls towards {minimum.SumOfSquares:G6} as the curve gets ever steeper or flatter.")),
            _ when double.IsFinite(minimum.SumOfSquares) => new FitOutcome.Failed(law, FitFailure.NotConverged,
                Figures.Text($"The minimisation ran out of iterations at a sum of squares of {minimum.SumOfSquares:G6}.")),
            _ => new FitOutcome.Failed(law, FitFailure.NotConverged, "The law could not be evaluated from any start."),
        };
        if (failure is not null)
            return null;

        Span<double> jacobian = points <= 64 ? stackalloc double[columns * points] : new double[columns * points];
        double steepest = 0;
        for (int i = 0; i < points; i++)
        {
            double t = curve.Positions[i];
            double f = TLink.At(Vector256.Create(minimum.Alpha + (minimum.Beta * t)), out Vector256<double> slopes).ToScalar();
            double slope = slopes.ToScalar();
            steepest = Math.Max(steepest, Math.Abs(slope));
            residuals[i] = curve.Heights[i] - (minimum.Height * f);
            jacobian[i] = minimum.Height * slope;
            jacobian[points + i] = minimum.Height * slope * t;
            if (heightFitted)
                jacobian[(2 * points) + i] = f;
        }

        LeastSquaresSummary? summary = steepest < FlatSlope ? null : LeastSquaresSummary.From(jacobian, residuals, coefficients, data);
        if (summary is null)
        {
            failure = new FitOutcome.Failed(law, FitFailure.Degenerate,
                Figures.Text($"The {points} points do not determine {columns} coefficients: other values of them give the same sum of squares, {minimum.SumOfSquares:G6}."));
        }

        return summary;
    }
}
