using System.Collections.Immutable;

namespace Presage.Laws;

/// <summary>What the residuals of a least squares fit say of its coefficients and of the fitted mean.</summary>
/// <remarks>
/// <para>
/// The values are taken as the law's mean plus independent errors of one variance. That variance is
/// max(RSS / (K - p), sampling variance): scatter about a curve is never believed to be below the sampling error of its points.
/// Standard errors are those of the law linearised at the minimum; intervals use Student's t with K - p degrees of freedom.
/// Models of one family share data and code, and checkpoints share a run, so the errors of a real curve are correlated to an unknown degree:
/// the standard errors are those of the stated assumptions and not more.
/// </para>
/// <para>
/// AICc is that of a Gaussian likelihood maximised under the same bound, with variance max(RSS / K, sampling variance) and p + 1 parameters.
/// </para>
/// </remarks>
internal sealed class LeastSquaresSummary
{
    /// <summary>What every law of one variable minimises.</summary>
    public const string Objective = "sum of squared differences between values and law, on the metric's own scale, all points weighted equally";

    private static readonly ImmutableArray<string> ExactRemark =
        ["The law passes through every point and no sampling error is known: there are no standard errors and no AICc."];

    /// <summary>A column of unit length is dependent on the others where no more than this of it is left without them. Above the angle at which minimisations stop.</summary>
    private const double Dependent = 1e-6;

    private readonly double[] _factor;
    private readonly double[] _norms;
    private readonly double? _standardDeviation;
    private readonly double _quantile;

    private LeastSquaresSummary(double[] factor, double[] norms, double sumOfSquares, bool exact, int points, int coefficients, double samplingVariance)
    {
        (_factor, _norms, SumOfSquares) = (factor, norms, sumOfSquares);
        int degreesOfFreedom = points - coefficients;
        double scatter = exact ? 0 : sumOfSquares;
        double variance = Math.Max(scatter / degreesOfFreedom, samplingVariance);
        _standardDeviation = variance > 0 ? Math.Sqrt(variance) : null;
        _quantile = StudentQuantile.At(degreesOfFreedom);
        ResidualStandardDeviation = Math.Sqrt(sumOfSquares / degreesOfFreedom);

        int parameters = coefficients + 1;
        double likelyVariance = Math.Max(scatter / points, samplingVariance);
        if (points - parameters - 1 > 0 && likelyVariance > 0)
        {
            double deviance = (points * Math.Log(2 * Math.PI * likelyVariance)) + (scatter / likelyVariance);
            Aicc = deviance + (2.0 * parameters) + (2.0 * parameters * (parameters + 1) / (points - parameters - 1));
        }
    }

    /// <summary>RSS.</summary>
    public double SumOfSquares { get; }

    /// <summary>Student's 97.5 % quantile times the standard deviation of a point; null where that is 0.</summary>
    public double? Margin => _quantile * _standardDeviation;

    /// <summary>What a reader must know: that an exact fit without known sampling error has no standard errors.</summary>
    public ImmutableArray<string> Remarks => _standardDeviation is null ? ExactRemark : [];

    /// <summary>sqrt(RSS / (K - p)).</summary>
    public double ResidualStandardDeviation { get; }

    /// <summary>Null where K - p - 2 is not above 0, or where the variance is 0.</summary>
    public double? Aicc { get; }

    /// <summary>Summarises a fit.</summary>
    /// <param name="jacobian">Shape [columns, points], one column of derivatives after the other; overwritten.</param>
    /// <param name="residuals">Shape [points].</param>
    /// <param name="coefficients">Coefficients of the law, p, also those held at a bound; below the number of points.</param>
    /// <param name="data">The curve.</param>
    /// <returns>Null where the columns are linearly dependent, so that the data do not determine the coefficients.</returns>
    public static LeastSquaresSummary? From(Span<double> jacobian, ReadOnlySpan<double> residuals, int coefficients, CurveData data) =>
        From(jacobian, residuals, coefficients, data.Values.AsSpan(), data.SamplingVariance ?? 0);

    /// <summary>Summarises a fit of values that are no scaling curve.</summary>
    /// <param name="jacobian">Shape [columns, points], one column of derivatives after the other; overwritten.</param>
    /// <param name="residuals">Shape [points].</param>
    /// <param name="coefficients">Coefficients of the law, p, also those held at a bound; below the number of points.</param>
    /// <param name="values">Shape [points].</param>
    /// <param name="samplingVariance">The variance that sampling alone gives a value; 0 where it is unknown.</param>
    /// <returns>Null where the columns are linearly dependent, so that the data do not determine the coefficients.</returns>
    public static LeastSquaresSummary? From(Span<double> jacobian, ReadOnlySpan<double> residuals, int coefficients, ReadOnlySpan<double> values, double samplingVariance)
    {
        int points = residuals.Length;
        int columns = jacobian.Length / points;
        double[] factor = new double[columns * columns];
        double[] norms = new double[columns];
        for (int j = 0; j < columns; j++)
        {
            Span<double> column = jacobian.Slice(j * points, points);
            double norm = norms[j] = Math.Sqrt(Dot(column, column));
            if (!(norm > 0 && double.IsFinite(norm)))
                return null;
            for (int i = 0; i < points; i++)
                column[i] /= norm;

            // Gram-Schmidt, twice: once leaves an error in proportion to the condition number.
            for (int pass = 0; pass < 2; pass++)
                for (int earlier = 0; earlier < j; earlier++)
                {
                    ReadOnlySpan<double> direction = jacobian.Slice(earlier * points, points);
                    double share = Dot(direction, column);
                    factor[(earlier * columns) + j] += share;
                    for (int i = 0; i < points; i++)
                        column[i] -= share * direction[i];
                }

            double rest = factor[(j * columns) + j] = Math.Sqrt(Dot(column, column));
            if (!(rest > Dependent))
                return null;
            for (int i = 0; i < points; i++)
                column[i] /= rest;
        }

        double sumOfSquares = Dot(residuals, residuals);
        return new LeastSquaresSummary(factor, norms, sumOfSquares, IsRounding(sumOfSquares, values), points, coefficients, samplingVariance);
    }

    /// <summary>Whether a sum of squared residuals is no more than rounding of the values.</summary>
    public static bool IsRounding(double sumOfSquares, CurveData data) => IsRounding(sumOfSquares, data.Values.AsSpan());

    private static bool IsRounding(double sumOfSquares, ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return Math.Sqrt(sumOfSquares / values.Length) <= 1e-13 * largest;
    }

    /// <summary>Standard error of a function of the coefficients.</summary>
    /// <param name="gradient">Shape [columns]; its derivatives by the fitted coefficients.</param>
    /// <returns>Null where neither scatter nor sampling error is known.</returns>
    public double? StandardError(ReadOnlySpan<double> gradient)
    {
        if (_standardDeviation is not { } deviation)
            return null;
        int columns = _norms.Length;
        Span<double> solved = stackalloc double[columns];
        double sum = 0;
        for (int j = 0; j < columns; j++)
        {
            double value = gradient[j] / _norms[j];
            for (int i = 0; i < j; i++)
                value -= _factor[(i * columns) + j] * solved[i];
            solved[j] = value / _factor[(j * columns) + j];
            sum += solved[j] * solved[j];
        }

        return deviation * Math.Sqrt(sum);
    }

    /// <summary>A coefficient with its standard error.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its estimate.</param>
    /// <param name="gradient">Shape [columns]; its derivatives by the fitted coefficients.</param>
    /// <param name="naturalScale">
    /// A size that is large for this coefficient. A standard error ten times above both it and the estimate is withheld:
    /// it would only say that the linear approximation behind it has broken down.
    /// </param>
    public Coefficient Coefficient(string name, double value, ReadOnlySpan<double> gradient, double naturalScale = double.PositiveInfinity)
    {
        double? error = StandardError(gradient);
        return new Coefficient(name, value, error <= 10 * Math.Max(Math.Abs(value), naturalScale) ? error : null);
    }

    /// <summary>Half the width of the 95 % interval of a function of the coefficients.</summary>
    /// <param name="gradient">Shape [columns]; its derivatives by the fitted coefficients.</param>
    /// <returns>Null where there is no standard error.</returns>
    public double? HalfWidth(ReadOnlySpan<double> gradient) => _quantile * StandardError(gradient);

    /// <summary>The band about a mean in whose unit <paramref name="gradient"/> is.</summary>
    public FittedValue Band(double mean, ReadOnlySpan<double> gradient) =>
        HalfWidth(gradient) is { } half ? new FittedValue(mean, mean - half, mean + half) : new FittedValue(mean, null, null);

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
