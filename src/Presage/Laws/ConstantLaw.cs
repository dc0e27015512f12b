using System.Runtime.InteropServices;

namespace Presage.Laws;

/// <summary>y = a: no change with scale.</summary>
/// <remarks>
/// The mean, in closed form. Its standard error assumes independent errors of one variance about one level;
/// where the curve in truth moves, it measures the movement too. Needs two points.
/// </remarks>
internal sealed class ConstantLaw : ICurveLaw
{
    /// <inheritdoc/>
    public string Name => "constant";

    /// <inheritdoc/>
    public FitOutcome Fit(CurveData data)
    {
        int points = data.Values.Length;
        if (points < 2)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points} points; a constant with its error needs 2."));

        double mean = 0;
        for (int i = 0; i < points; i++)
            mean += (data.Values[i] - mean) / (i + 1);

        double[] residuals = new double[points];
        double[] jacobian = new double[points];
        for (int i = 0; i < points; i++)
            (residuals[i], jacobian[i]) = (data.Values[i] - mean, 1);

        LeastSquaresSummary summary = LeastSquaresSummary.From(jacobian, residuals, 1, data)!;
        FittedValue band = summary.Band(mean, [1]);
        return new FitOutcome.Converged(Name, _ => band)
        {
            Formula = "y = a",
            Coefficients = [summary.Coefficient("a", mean, [1])],
            Objective = LeastSquaresSummary.Objective,
            ObjectiveValue = summary.SumOfSquares,
            Aicc = summary.Aicc,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = summary.Remarks,
        };
    }
}
