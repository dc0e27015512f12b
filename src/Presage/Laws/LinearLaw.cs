using System.Runtime.InteropServices;

namespace Presage.Laws;

/// <summary>y = a + b x: linear in the logarithm of compute, parameters or tokens.</summary>
/// <remarks>
/// Least squares in closed form. Standard errors are exact under independent errors of one variance, and the intervals too where the errors are normal.
/// Nothing keeps the line inside the metric's range. Needs three points at two positions.
/// </remarks>
internal sealed class LinearLaw : ICurveLaw
{
    /// <inheritdoc/>
    public string Name => "linear";

    /// <inheritdoc/>
    public FitOutcome Fit(CurveData data)
    {
        int points = data.Values.Length;
        if (points < 3)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points} points; a line with its errors needs 3."));
        if (PositionScale.Of(data.Positions) is not { } scale)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {points} points stand at {data.Positions[0]:G6}: there is no slope."));

        double meanPosition = 0, meanValue = 0;
        for (int i = 0; i < points; i++)
        {
            meanPosition += (scale.ToUnit(data.Positions[i]) - meanPosition) / (i + 1);
            meanValue += (data.Values[i] - meanValue) / (i + 1);
        }

        double spread = 0, covariation = 0;
        for (int i = 0; i < points; i++)
        {
            double offset = scale.ToUnit(data.Positions[i]) - meanPosition;
            spread += offset * offset;
            covariation += offset * (data.Values[i] - meanValue);
        }

        double slope = covariation / spread;
        double[] residuals = new double[points];
        double[] jacobian = new double[2 * points];
        for (int i = 0; i < points; i++)
        {
            double offset = scale.ToUnit(data.Positions[i]) - meanPosition;
            residuals[i] = data.Values[i] - meanValue - (slope * offset);
            (jacobian[i], jacobian[points + i]) = (1, offset);
        }

        LeastSquaresSummary summary = LeastSquaresSummary.From(jacobian, residuals, 2, data)!;
        double origin = scale.ToUnit(0) - meanPosition;
        return new FitOutcome.Converged(Name, x =>
        {
            double offset = scale.ToUnit(x) - meanPosition;
            return summary.Band(meanValue + (slope * offset), [1, offset]);
        })
        {
            Formula = "y = a + b x",
            Coefficients =
            [
                summary.Coefficient("a", meanValue + (slope * origin), [1, origin]),
                summary.Coefficient("b", slope / scale.HalfRange, [0, 1 / scale.HalfRange]),
            ],
            Objective = LeastSquaresSummary.Objective,
            ObjectiveValue = summary.SumOfSquares,
            Aicc = summary.Aicc,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = summary.Remarks,
        };
    }
}
