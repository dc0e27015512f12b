namespace Presage.Laws;

/// <summary>The 95 % band of a broken line's mean, by its profile over the knot.</summary>
/// <remarks>
/// With the knot given, the law is linear and its mean at a place t has the usual interval. The band is the union of those intervals over all knots
/// whose own lack of fit is within the margin: { m : min over psi of RSS(psi) + (m - mean(psi, t))^2 / v(psi, t) is at most RSS + q^2 s^2 },
/// with q Student's quantile and s the residual standard deviation. Linearising in the knot instead would put a step into the band at the knot,
/// where the derivative of the law by its knot jumps.
/// </remarks>
internal sealed class BrokenLineBand
{
    private const int Knots = 48;

    private readonly List<Candidate> _candidates = [];

    /// <param name="t">Shape [points]; ascending.</param>
    /// <param name="y">Shape [points].</param>
    /// <param name="first">The first admissible knot.</param>
    /// <param name="last">The last admissible knot.</param>
    /// <param name="best">The fitted knot.</param>
    /// <param name="sumOfSquares">RSS at the fitted knot.</param>
    /// <param name="margin">q s.</param>
    public BrokenLineBand(ReadOnlySpan<double> t, ReadOnlySpan<double> y, double first, double last, double best, double sumOfSquares, double margin)
    {
        Span<double> hinge = t.Length <= 64 ? stackalloc double[t.Length] : new double[t.Length];
        for (int i = 0; i <= Knots; i++)
        {
            double knot = i == Knots ? best : first + ((last - first) * i / (Knots - 1));
            if (Candidate.At(knot, t, y, hinge) is { } candidate)
            {
                double slack = (margin * margin) - Math.Max(0, candidate.SumOfSquares - sumOfSquares);
                if (slack > 0)
                    _candidates.Add(candidate with { Slack = slack });
            }
        }
    }

    /// <summary>Lower and upper end at a place.</summary>
    public (double Lower, double Upper) At(double t)
    {
        (double lower, double upper) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (Candidate candidate in _candidates)
        {
            (double mean, double variance) = candidate.MeanAt(t);
            double half = Math.Sqrt(variance * candidate.Slack);
            lower = Math.Min(lower, mean - half);
            upper = Math.Max(upper, mean + half);
        }

        return (lower, upper);
    }

    /// <summary>
    /// The law with its knot given, in orthogonal columns: 1, t less its mean, and the hinge less its own line.
    /// </summary>
    private readonly record struct Candidate(
        int Points, double Knot, double Centre, double Value, double Slope, double Spread,
        double HingeValue, double HingeSlope, double HingeSpread, double Change, double SumOfSquares, double Slack)
    {
        public static Candidate? At(double knot, ReadOnlySpan<double> t, ReadOnlySpan<double> y, Span<double> hinge)
        {
            int points = t.Length;
            double centre = 0, value = 0, hingeValue = 0;
            for (int i = 0; i < points; i++)
            {
                hinge[i] = Math.Max(0, t[i] - knot);
                (centre, value, hingeValue) = (centre + t[i], value + y[i], hingeValue + hinge[i]);
            }

            (centre, value, hingeValue) = (centre / points, value / points, hingeValue / points);
            double spread = 0, slope = 0, hingeSlope = 0;
            for (int i = 0; i < points; i++)
            {
                double offset = t[i] - centre;
                spread += offset * offset;
                slope += offset * (y[i] - value);
                hingeSlope += offset * (hinge[i] - hingeValue);
            }

            (slope, hingeSlope) = (slope / spread, hingeSlope / spread);
            double hingeSpread = 0, change = 0;
            for (int i = 0; i < points; i++)
            {
                hinge[i] -= hingeValue + (hingeSlope * (t[i] - centre));
                hingeSpread += hinge[i] * hinge[i];
                change += hinge[i] * (y[i] - value - (slope * (t[i] - centre)));
            }

            if (!(hingeSpread > 1e-12 * spread))
                return null;
            change /= hingeSpread;
            double squares = 0;
            for (int i = 0; i < points; i++)
            {
                double residual = y[i] - value - (slope * (t[i] - centre)) - (change * hinge[i]);
                squares += residual * residual;
            }

            return new Candidate(points, knot, centre, value, slope, spread, hingeValue, hingeSlope, hingeSpread, change, squares, 0);
        }

        /// <summary>The mean at a place, and its variance in units of that of a point.</summary>
        public (double Mean, double Variance) MeanAt(double t)
        {
            double offset = t - Centre;
            double hinge = Math.Max(0, t - Knot) - HingeValue - (HingeSlope * offset);
            return (
                Value + (Slope * offset) + (Change * hinge),
                (1.0 / Points) + (offset * offset / Spread) + (hinge * hinge / HingeSpread));
        }
    }
}
