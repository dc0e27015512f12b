using Presage.Laws;

namespace Presage.Forecasts.Candidates;

/// <summary>The broken neural scaling law with one break (Caballero et al. 2023, equation 1): y = a + b C^-c0 (1 + (C / d)^(1 / f))^(-c1 f).</summary>
/// <remarks>
/// Least squares on the metric's own scale. For given exponents, break point and sharpness the law is linear in a and b, so that four dimensions are searched:
/// a coarse grid, then the simplex of Nelder and Mead (1965). Asked only from 8 points on; a search that has not drawn together is no prediction.
/// </remarks>
internal sealed class SmoothlyBroken : IForecastCandidate
{
    private const int Fewest = 8;
    private const int Dimensions = 4;
    private const int Evaluations = 400;
    private const double LargestExponent = 6;

    /// <inheritdoc/>
    public string Name => "smoothlyBroken";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) => Fit;

    private static FittedCandidate Fit(ForecastHistory history)
    {
        if (history.Count < Fewest)
            return _ => new CandidateOutcome.Unable(Figures.Text($"{history.Count} points; a smoothly broken law needs {Fewest}."));
        if (PositionScale.Of(history.Positions) is not { } scale)
            return _ => new CandidateOutcome.Unable(Figures.Text($"All points stand at {history.LastPosition:G6}."));
        double[] t = [.. history.Positions.Select(scale.ToUnit)], y = [.. history.Values];
        if (Search(t, y) is not { } shape)
            return _ => new CandidateOutcome.Unable("The search for a smoothly broken law did not converge.");
        (double a, double b, _) = Solve(shape, t, y);
        ForecastRange range = history.PredictionRange;
        return target =>
        {
            double value = a + (b * Column(shape, scale.ToUnit(target.Position)));
            return double.IsFinite(value) ? new CandidateOutcome.Predicted(range.Clip(value)) : new CandidateOutcome.Unable("The law leaves the numbers.");
        };
    }

    // Shape: exponent c0, change of exponent c1, break point d, log of the sharpness f; all in units of half the range of positions.
    private static double Column(ReadOnlySpan<double> shape, double t)
    {
        double sharpness = Math.Exp(shape[3]), past = (t - shape[2]) / sharpness;
        double softplus = past > 30 ? past : Math.Log(1 + Math.Exp(past));
        return Math.Exp((-shape[0] * t) - (shape[1] * sharpness * softplus));
    }

    private static (double A, double B, double SumOfSquares) Solve(ReadOnlySpan<double> shape, double[] t, double[] y)
    {
        if (Math.Abs(shape[0]) > LargestExponent || Math.Abs(shape[1]) > LargestExponent || Math.Abs(shape[2]) > 0.9 || shape[3] is > 0 or < -4)
            return (0, 0, double.PositiveInfinity);
        Span<double> columns = t.Length <= 128 ? stackalloc double[t.Length] : new double[t.Length];
        double meanColumn = 0, mean = 0;
        for (int i = 0; i < t.Length; i++)
        {
            columns[i] = Column(shape, t[i]);
            meanColumn += columns[i] / t.Length;
            mean += y[i] / t.Length;
        }

        double spread = 0, covariation = 0;
        for (int i = 0; i < t.Length; i++)
        {
            spread += (columns[i] - meanColumn) * (columns[i] - meanColumn);
            covariation += (columns[i] - meanColumn) * (y[i] - mean);
        }

        if (!(spread > 1e-20) || !double.IsFinite(spread))
            return (mean, 0, double.PositiveInfinity);
        double slope = covariation / spread, squares = 0;
        for (int i = 0; i < t.Length; i++)
        {
            double residual = y[i] - mean - (slope * (columns[i] - meanColumn));
            squares += residual * residual;
        }

        return (mean - (slope * meanColumn), slope, squares);
    }

    private static double[]? Search(double[] t, double[] y)
    {
        double[] best = [];
        double least = double.PositiveInfinity;
        foreach (double c0 in (ReadOnlySpan<double>)[0.05, 0.7])
        {
            foreach (double c1 in (ReadOnlySpan<double>)[-1.5, 0.7, 2])
            {
                foreach (double d in (ReadOnlySpan<double>)[-0.5, 0, 0.5])
                {
                    foreach (double f in (ReadOnlySpan<double>)[-2.3, -0.7])
                    {
                        double[] start = [c0, c1, d, f];
                        double squares = Solve(start, t, y).SumOfSquares;
                        if (squares < least)
                            (best, least) = (start, squares);
                    }
                }
            }
        }

        return best.Length == 0 ? null : Simplex(best, t, y);
    }

    private static double[]? Simplex(double[] start, double[] t, double[] y)
    {
        double[][] corners = new double[Dimensions + 1][];
        double[] heights = new double[Dimensions + 1];
        for (int i = 0; i <= Dimensions; i++)
        {
            corners[i] = [.. start];
            if (i > 0)
                corners[i][i - 1] += 0.25;
            heights[i] = Solve(corners[i], t, y).SumOfSquares;
        }

        for (int evaluation = 0; evaluation < Evaluations; evaluation++)
        {
            Array.Sort(heights, corners);
            if (heights[Dimensions] - heights[0] <= 1e-6 * heights[0])
                return corners[0];
            double[] centre = new double[Dimensions];
            for (int i = 0; i < Dimensions; i++)
                for (int j = 0; j < Dimensions; j++)
                    centre[j] += corners[i][j] / Dimensions;
            double[] reflected = Along(centre, corners[Dimensions], -1);
            double height = Solve(reflected, t, y).SumOfSquares;
            if (height < heights[0])
            {
                double[] expanded = Along(centre, corners[Dimensions], -2);
                double farther = Solve(expanded, t, y).SumOfSquares;
                (corners[Dimensions], heights[Dimensions]) = farther < height ? (expanded, farther) : (reflected, height);
            }
            else if (height < heights[Dimensions - 1])
            {
                (corners[Dimensions], heights[Dimensions]) = (reflected, height);
            }
            else
            {
                double[] contracted = Along(centre, corners[Dimensions], 0.5);
                double nearer = Solve(contracted, t, y).SumOfSquares;
                if (nearer < heights[Dimensions])
                {
                    (corners[Dimensions], heights[Dimensions]) = (contracted, nearer);
                }
                else
                {
                    for (int i = 1; i <= Dimensions; i++)
                    {
                        corners[i] = Along(corners[0], corners[i], 0.5);
                        heights[i] = Solve(corners[i], t, y).SumOfSquares;
                    }
                }
            }
        }

        return null;
    }

    private static double[] Along(double[] from, double[] to, double share)
    {
        double[] place = new double[Dimensions];
        for (int i = 0; i < Dimensions; i++)
            place[i] = from[i] + (share * (to[i] - from[i]));
        return place;
    }
}
