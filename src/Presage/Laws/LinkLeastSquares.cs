using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>
/// Least squares for y = offset + height * f(alpha + beta t) with f a link, by Levenberg-Marquardt with analytic derivatives
/// (Marquardt 1963; damping after Nielsen 1999). The height is either fixed or free in a box.
/// </summary>
/// <remarks>
/// It stops where every derivative is at right angles to the residuals to 1e-7, so that a coefficient is within about 1e-7 of
/// its own standard error (the relative offset of Bates and Watts 1981): a test without units, right for losses of 1e-6 and perplexities of 1e6.
/// Nothing is allocated.
/// </remarks>
internal static class LinkLeastSquares<TLink>
    where TLink : struct, ILink
{
    private const double RightAngle = 1e-7;
    private const int Iterations = 200;

    /// <summary>The least sum of squares found from the most promising of the given starts.</summary>
    /// <param name="curve">The points.</param>
    /// <param name="starts">Shape [starts, 2]: alpha and beta of each.</param>
    /// <param name="largestHeight">The height, or its upper bound where it is free.</param>
    /// <param name="free">Whether the height is fitted.</param>
    /// <param name="tries">How many starts are run to the end; at most 4.</param>
    public static LinkMinimum Minimise(LinkCurve curve, ReadOnlySpan<double> starts, double largestHeight, bool free, int tries)
    {
        // The sum of squares at each start, the height at its best: the lowest few are worth running.
        Span<LinkMinimum> chosen = stackalloc LinkMinimum[4];
        chosen = chosen[..tries];
        chosen.Fill(new LinkMinimum(0, 0, 0, double.PositiveInfinity, LinkState.Start));
        for (int i = 0; i < starts.Length; i += 2)
        {
            LinkMinimum candidate = Screen(curve, starts[i], starts[i + 1], largestHeight, free);
            int place = tries;
            while (place > 0 && candidate.SumOfSquares < chosen[place - 1].SumOfSquares)
                place--;
            for (int later = tries - 1; later > place; later--)
                chosen[later] = chosen[later - 1];
            if (place < tries)
                chosen[place] = candidate;
        }

        LinkMinimum best = new(0, 0, 0, double.PositiveInfinity, LinkState.OutOfIterations);
        foreach (LinkMinimum start in chosen)
        {
            if (!double.IsFinite(start.SumOfSquares))
                continue;
            LinkMinimum end = Descend(curve, start, largestHeight, free, best);
            if (end.SumOfSquares < best.SumOfSquares)
                best = end;
        }

        return best;
    }

    // So near a minimum that is known, and so little above it, that the descent would end there.
    private static bool IsNear(LinkMinimum known, double alpha, double beta, double height, double sumOfSquares) =>
        sumOfSquares < 1.02 * known.SumOfSquares
        && Math.Abs(beta - known.Beta) < 0.1 * Math.Abs(known.Beta)
        && Math.Abs(alpha - known.Alpha) < 0.1 * (Math.Abs(known.Alpha) + Math.Abs(known.Beta))
        && Math.Abs(height - known.Height) < 0.1 * known.Height;

    private static LinkMinimum Screen(LinkCurve curve, double alpha, double beta, double largestHeight, bool free)
    {
        Vector256<double> squares = default, products = default, total = default;
        for (int i = 0; i < curve.Positions.Length; i += Vector256<double>.Count)
        {
            Vector256<double> t = Vector256.Create(curve.Positions[i..]), y = Vector256.Create(curve.Heights[i..]), w = Vector256.Create(curve.Weights[i..]);
            Vector256<double> f = w * TLink.At(Vector256.Create(alpha) + (Vector256.Create(beta) * t), out _);
            squares = Vector256.FusedMultiplyAdd(f, f, squares);
            products = Vector256.FusedMultiplyAdd(f, y, products);
            total += w * y * y;
        }

        double square = Vector256.Sum(squares), product = Vector256.Sum(products);
        double height = free ? Math.Clamp(product / square, 1e-3 * largestHeight, largestHeight) : largestHeight;
        double sum = Vector256.Sum(total) - (2 * height * product) + (height * height * square);
        return new LinkMinimum(alpha, beta, height, double.IsFinite(sum) ? sum : double.PositiveInfinity, LinkState.Start);
    }

    private static LinkMinimum Descend(LinkCurve curve, LinkMinimum start, double largestHeight, bool free, LinkMinimum known)
    {
        double smallestHeight = 1e-9 * largestHeight;
        (double alpha, double beta, double height) = (start.Alpha, start.Beta, start.Height);
        Sums here = Sums.At(curve, alpha, beta, height);
        double damping = 1e-3, growth = 2;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            bool held = !free || (height >= largestHeight && here.GradientHeight > 0);
            if (here.IsAtRightAngles(held, RightAngle) || here.IsRounding)
                return new LinkMinimum(alpha, beta, height, here.SumOfSquares, LinkState.Minimum);

            if (known.State == LinkState.Minimum && IsNear(known, alpha, beta, height, here.SumOfSquares))
                return known;

            (double stepAlpha, double stepBeta, double stepHeight) = here.Step(damping, free, smallestHeight - height, largestHeight - height);
            double expected = here.Reduction(stepAlpha, stepBeta, stepHeight);
            if (!(expected > 1e-15 * here.SumOfSquares))
            {
                // Hardly anything is left to gain. At a minimum the angles say so too; on the way to infinity they do not.
                bool minimum = here.IsAtRightAngles(held, 1e-4);
                return new LinkMinimum(alpha, beta, height, here.SumOfSquares, minimum ? LinkState.Minimum : LinkState.Unbounded);
            }

            double nextHeight = Math.Clamp(height + stepHeight, smallestHeight, largestHeight);
            Sums there = Sums.At(curve, alpha + stepAlpha, beta + stepBeta, nextHeight);
            double gain = (here.SumOfSquares - there.SumOfSquares) / expected;
            if (gain > 0)
            {
                (alpha, beta, height, here) = (alpha + stepAlpha, beta + stepBeta, nextHeight, there);
                double surprise = (2 * Math.Min(gain, 1)) - 1;
                damping = Math.Max(1e-12, damping * Math.Max(1.0 / 3, 1 - (surprise * surprise * surprise)));
                growth = 2;
            }
            else
            {
                damping *= growth;
                growth *= 2;
            }
        }

        return new LinkMinimum(alpha, beta, height, here.SumOfSquares, LinkState.OutOfIterations);
    }

    /// <summary>The normal equations at one place.</summary>
    private struct Sums
    {
        private double _alphaAlpha, _alphaBeta, _betaBeta, _alphaHeight, _betaHeight, _heightHeight;
        private double _gradientAlpha, _gradientBeta, _values;

        public double SumOfSquares { get; private set; }

        /// <summary>Derivative of -RSS/2 by the height.</summary>
        public double GradientHeight { get; private set; }

        public readonly bool IsRounding => SumOfSquares <= 1e-30 * _values;

        public static Sums At(LinkCurve curve, double alpha, double beta, double height)
        {
            Vector256<double> aa = default, ab = default, bb = default, ah = default, bh = default, hh = default;
            Vector256<double> ga = default, gb = default, gh = default, rss = default, values = default;
            Vector256<double> intercept = Vector256.Create(alpha), rate = Vector256.Create(beta), scale = Vector256.Create(height);
            for (int i = 0; i < curve.Positions.Length; i += Vector256<double>.Count)
            {
                Vector256<double> t = Vector256.Create(curve.Positions[i..]), y = Vector256.Create(curve.Heights[i..]), w = Vector256.Create(curve.Weights[i..]);
                Vector256<double> f = w * TLink.At(intercept + (rate * t), out Vector256<double> slope);
                Vector256<double> byAlpha = w * scale * slope, byBeta = byAlpha * t;
                Vector256<double> weighted = w * y, residual = weighted - (scale * f);
                aa = Vector256.FusedMultiplyAdd(byAlpha, byAlpha, aa);
                ab = Vector256.FusedMultiplyAdd(byAlpha, byBeta, ab);
                bb = Vector256.FusedMultiplyAdd(byBeta, byBeta, bb);
                ah = Vector256.FusedMultiplyAdd(byAlpha, f, ah);
                bh = Vector256.FusedMultiplyAdd(byBeta, f, bh);
                hh = Vector256.FusedMultiplyAdd(f, f, hh);
                ga = Vector256.FusedMultiplyAdd(byAlpha, residual, ga);
                gb = Vector256.FusedMultiplyAdd(byBeta, residual, gb);
                gh = Vector256.FusedMultiplyAdd(f, residual, gh);
                rss = Vector256.FusedMultiplyAdd(residual, residual, rss);
                values = Vector256.FusedMultiplyAdd(weighted, weighted, values);
            }

            return new Sums
            {
                _alphaAlpha = Vector256.Sum(aa),
                _alphaBeta = Vector256.Sum(ab),
                _betaBeta = Vector256.Sum(bb),
                _alphaHeight = Vector256.Sum(ah),
                _betaHeight = Vector256.Sum(bh),
                _heightHeight = Vector256.Sum(hh),
                _gradientAlpha = Vector256.Sum(ga),
                _gradientBeta = Vector256.Sum(gb),
                GradientHeight = Vector256.Sum(gh),
                SumOfSquares = Vector256.Sum(rss),
                _values = Vector256.Sum(values),
            };
        }

        /// <summary>Whether the cosine between the residuals and each derivative is at most this.</summary>
        public readonly bool IsAtRightAngles(bool heightHeld, double cosine)
        {
            double bound = cosine * cosine * SumOfSquares;
            return _gradientAlpha * _gradientAlpha <= bound * _alphaAlpha
                && _gradientBeta * _gradientBeta <= bound * _betaBeta
                && (heightHeld || GradientHeight * GradientHeight <= bound * _heightHeight);
        }

        /// <summary>The damped Gauss-Newton step, best within the box of the height.</summary>
        public readonly (double Alpha, double Beta, double Height) Step(double damping, bool free, double down, double up)
        {
            double aa = _alphaAlpha * (1 + damping), bb = _betaBeta * (1 + damping), hh = _heightHeight * (1 + damping);
            double height = 0;
            if (free)
            {
                // Alpha and beta eliminated, the height has one equation.
                (double alphaByHeight, double betaByHeight) = Solve(aa, _alphaBeta, bb, _alphaHeight, _betaHeight);
                double pivot = hh - (_alphaHeight * alphaByHeight) - (_betaHeight * betaByHeight);
                double rest = GradientHeight - (_gradientAlpha * alphaByHeight) - (_gradientBeta * betaByHeight);
                height = pivot > 0 ? Math.Clamp(rest / pivot, down, up) : 0;
            }

            (double alpha, double beta) = Solve(aa, _alphaBeta, bb, _gradientAlpha - (_alphaHeight * height), _gradientBeta - (_betaHeight * height));
            return (alpha, beta, height);
        }

        /// <summary>The fall of RSS that the linearised law expects of a step.</summary>
        public readonly double Reduction(double alpha, double beta, double height)
        {
            double linear = (_gradientAlpha * alpha) + (_gradientBeta * beta) + (GradientHeight * height);
            double quadratic = (_alphaAlpha * alpha * alpha) + (_betaBeta * beta * beta) + (_heightHeight * height * height)
                + (2 * ((_alphaBeta * alpha * beta) + (_alphaHeight * alpha * height) + (_betaHeight * beta * height)));
            return (2 * linear) - quadratic;
        }

        private static (double First, double Second) Solve(double aa, double ab, double bb, double first, double second)
        {
            double determinant = (aa * bb) - (ab * ab);
            return determinant > 0 ? (((bb * first) - (ab * second)) / determinant, ((aa * second) - (ab * first)) / determinant) : (0, 0);
        }
    }
}
