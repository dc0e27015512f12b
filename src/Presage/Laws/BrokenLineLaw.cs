using System.Runtime.InteropServices;

namespace Presage.Laws;

/// <summary>y = a + b x + c max(0, x - psi): a line that bends once, with at least two positions strictly on each side of the knot.</summary>
/// <remarks>
/// <para>
/// The global least squares fit, exactly (Hudson 1966): between two neighbouring positions the best knot is where the separate lines of the two sides cross,
/// if they cross there, and otherwise it is at one of the two positions, where the fit is linear. All of these are tried. Needs five points at four positions.
/// </para>
/// <para>
/// Where the best knot would leave fewer than two positions on a side, or a straight line is as good, the knot is not determined and the fit fails.
/// Standard errors are those of the law linearised at the minimum, for a knot that exists: with few points they are too small, because the search for the knot
/// is not in them, and for the same reason AICc, which counts the knot as one coefficient, is lenient to this law (Hinkley 1969; Feder 1975).
/// At a knot that lies on a point the sum of squares has a kink: the knot then has no standard error, and the derivative used for the others is the mean of its two sides.
/// Their comparison with a straight line is description, not a test for a break.
/// </para>
/// </remarks>
internal sealed class BrokenLineLaw : ICurveLaw
{
    /// <inheritdoc/>
    public string Name => "brokenLine";

    /// <inheritdoc/>
    public FitOutcome Fit(CurveData data)
    {
        int points = data.Values.Length;
        if (points < 5)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points} points; a broken line with its errors needs 5."));
        if (PositionScale.Of(data.Positions) is not { } scale)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {points} points stand at {data.Positions[0]:G6}."));

        Span<double> buffer = points <= 64 ? stackalloc double[4 * points] : new double[4 * points];
        Span<double> t = buffer[..points], y = buffer.Slice(points, points), hinge = buffer[(2 * points)..];
        double centre = data.Values[0];
        for (int i = 0; i < points; i++)
            (t[i], y[i]) = (scale.ToUnit(data.Positions[i]), data.Values[i] - centre);

        // Where each distinct position begins.
        Span<int> begins = points <= 64 ? stackalloc int[points] : new int[points];
        int distinct = 0;
        for (int i = 0; i < points; i++)
            if (i == 0 || t[i] - t[i - 1] > 1e-12)
                begins[distinct++] = i;
        if (distinct < 4)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"{distinct} different positions; two on each side of a knot need 4."));

        Line straight = Line.Through(t, y);
        Bend best = new(0, 0, 0, 0, double.PositiveInfinity, OnPoint: false), excluded = best;
        for (int second = 1; second <= distinct - 2; second++)
        {
            // The knot at a position: admissible where two others are strictly on each side.
            Bend at = Bend.At(t[begins[second]], t, y, hinge);
            if (second >= 2 && second <= distinct - 3)
                best = Better(best, at);
            else
                excluded = Better(excluded, at);

            // The knot between this position and the next, where at least two are on each side.
            if (second > distinct - 3)
                continue;
            int split = begins[second + 1];
            Bend between = Bend.Crossing(Line.Through(t[..split], y[..split]), Line.Through(t[split..], y[split..]));
            if (between.Knot > t[split - 1] && between.Knot < t[split])
                best = Better(best, between);
        }

        double unbent = straight.SumOfSquares;
        if (LeastSquaresSummary.IsRounding(unbent, data) || !(best.SumOfSquares < unbent * (1 - 1e-12) || excluded.SumOfSquares < unbent * (1 - 1e-12)))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"A straight line is as good, with a sum of squares of {unbent:G6}: there is no knot to place."));
        if (!(best.SumOfSquares <= excluded.SumOfSquares))
        {
            return new FitOutcome.Failed(Name, FitFailure.Degenerate,
                Figures.Text($"The best knot tends to {scale.FromUnit(excluded.Knot):G6}, which leaves a single position to one side of it: the knot is not determined."));
        }

        return Report(data, scale, best, centre, t, y);
    }

    private FitOutcome Report(CurveData data, PositionScale scale, Bend bend, double centre, ReadOnlySpan<double> t, ReadOnlySpan<double> y)
    {
        int points = t.Length;
        double[] residuals = new double[points];
        Span<double> jacobian = points <= 64 ? stackalloc double[4 * points] : new double[4 * points];
        for (int i = 0; i < points; i++)
        {
            double past = t[i] - bend.Knot;
            residuals[i] = y[i] - bend.Value(t[i]);
            jacobian[i] = 1;
            jacobian[points + i] = t[i];
            jacobian[(2 * points) + i] = Math.Max(0, past);
            jacobian[(3 * points) + i] = bend.ByKnot(t[i]);
        }

        if (LeastSquaresSummary.From(jacobian, residuals, 4, data) is not { } summary)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"The bend at {scale.FromUnit(bend.Knot):G6} is too small to place."));

        double origin = scale.ToUnit(0), half = scale.HalfRange;
        Coefficient knot = summary.Coefficient("psi", scale.FromUnit(bend.Knot), [0, 0, 0, half]);
        if (bend.OnPoint || !(knot.StandardError <= 10 * half))
            knot = knot with { StandardError = null };
        BrokenLineBand? band = summary.Margin is { } margin
            ? new BrokenLineBand(t, y, FirstInside(t), LastInside(t), bend.Knot, bend.SumOfSquares, margin)
            : null;
        return new FitOutcome.Converged(Name, x =>
        {
            double at = scale.ToUnit(x), mean = centre + bend.Value(at);
            return band?.At(at) is var (lower, upper) ? new FittedValue(mean, centre + lower, centre + upper) : new FittedValue(mean, null, null);
        })
        {
            Formula = "y = a + b x + c max(0, x - psi)",
            Coefficients =
            [
                summary.Coefficient("a", centre + bend.Intercept + (bend.Slope * origin), [1, origin, 0, 0]),
                summary.Coefficient("b", bend.Slope / half, [0, 1 / half, 0, 0]),
                summary.Coefficient("c", bend.Change / half, [0, 0, 1 / half, 0]),
                knot,
            ],
            Knots = [knot.Value],
            Objective = LeastSquaresSummary.Objective,
            ObjectiveValue = summary.SumOfSquares,
            Aicc = summary.Aicc,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks =
            [
                .. summary.Remarks,
                "AICc is lenient to this law: it counts the knot as one coefficient, and not the search for it.",
                .. bend.OnPoint ? ["The knot lies on a point, where the sum of squares has a kink: it has no standard error."] : (string[])[],
            ],
        };
    }

    // Knots leave at least two positions on each side: they lie between the second and the last but one.
    private static double FirstInside(ReadOnlySpan<double> t)
    {
        foreach (double place in t)
            if (place - t[0] > 1e-12)
                return place;
        return t[^1];
    }

    private static double LastInside(ReadOnlySpan<double> t)
    {
        for (int i = t.Length - 1; i >= 0; i--)
            if (t[^1] - t[i] > 1e-12)
                return t[i];
        return t[0];
    }

    private static Bend Better(Bend left, Bend right) => right.SumOfSquares < left.SumOfSquares ? right : left;

    /// <summary>The least squares line of one side, about the middle of its positions.</summary>
    private readonly record struct Line(double Position, double Value, double Slope, double SumOfSquares)
    {
        public static Line Through(ReadOnlySpan<double> t, ReadOnlySpan<double> y)
        {
            double position = 0, value = 0;
            for (int i = 0; i < t.Length; i++)
            {
                position += t[i];
                value += y[i];
            }

            position /= t.Length;
            value /= t.Length;
            double spread = 0, covariation = 0;
            for (int i = 0; i < t.Length; i++)
            {
                spread += (t[i] - position) * (t[i] - position);
                covariation += (t[i] - position) * (y[i] - value);
            }

            double slope = covariation / spread, squares = 0;
            for (int i = 0; i < t.Length; i++)
            {
                double residual = y[i] - value - (slope * (t[i] - position));
                squares += residual * residual;
            }

            return new Line(position, value, slope, squares);
        }
    }

    /// <summary>A bent line over t: Intercept + Slope t + Change max(0, t - Knot).</summary>
    private readonly record struct Bend(double Intercept, double Slope, double Change, double Knot, double SumOfSquares, bool OnPoint)
    {
        public double Value(double t) => Intercept + (Slope * t) + (Change * Math.Max(0, t - Knot));

        public double ByKnot(double t) => t > Knot ? -Change : t == Knot ? -Change / 2 : 0;

        /// <summary>Two lines joined where they cross; the knot is NaN or infinite where they are parallel.</summary>
        public static Bend Crossing(Line left, Line right)
        {
            double change = right.Slope - left.Slope;
            double gap = left.Value - right.Value + (left.Slope * (right.Position - left.Position));
            double knot = right.Position + (gap / change);
            return new Bend(left.Value - (left.Slope * left.Position), left.Slope, change, knot, left.SumOfSquares + right.SumOfSquares, OnPoint: false);
        }

        /// <summary>The best bent line with a given knot, which is a linear problem in three orthogonalised columns.</summary>
        public static Bend At(double knot, ReadOnlySpan<double> t, ReadOnlySpan<double> y, Span<double> columns)
        {
            int points = t.Length;
            Span<double> hinge = columns[..points], rest = columns.Slice(points, points);
            for (int i = 0; i < points; i++)
                hinge[i] = Math.Max(0, t[i] - knot);

            // The hinge and the values, each with its straight line taken out (Frisch and Waugh): what is left is one slope.
            Line ofHinge = Line.Through(t, hinge), ofValues = Line.Through(t, y);
            double spread = 0, covariation = 0;
            for (int i = 0; i < points; i++)
            {
                double offset = t[i] - ofHinge.Position;
                hinge[i] -= ofHinge.Value + (ofHinge.Slope * offset);
                rest[i] = y[i] - ofValues.Value - (ofValues.Slope * offset);
                spread += hinge[i] * hinge[i];
                covariation += hinge[i] * rest[i];
            }

            double change = covariation / spread, squares = 0;
            for (int i = 0; i < points; i++)
            {
                double residual = rest[i] - (change * hinge[i]);
                squares += residual * residual;
            }

            double slope = ofValues.Slope - (change * ofHinge.Slope);
            double intercept = ofValues.Value - (change * ofHinge.Value) - (slope * ofValues.Position);
            return new Bend(intercept, slope, change, knot, squares, OnPoint: true);
        }
    }
}
