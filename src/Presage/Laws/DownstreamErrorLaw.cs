using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Presage.Units;

namespace Presage.Laws;

/// <summary>Error = epsilon - k exp(-gamma L): the average error over downstream tasks from the pre-training loss L (Gadre et al. 2024, 2403.08540).</summary>
/// <remarks>Good for averages of many tasks; on single tasks its relative errors reached from 2 to 82 % there.</remarks>
public sealed record DownstreamErrorLaw
{
    /// <summary>The law's name in reports.</summary>
    public const string Name = "downstreamError";

    private const int SmallestFit = 4;

    /// <summary>A law with given coefficients.</summary>
    /// <param name="coefficient">k; finite.</param>
    /// <param name="rate">gamma, per nat; finite, above 0.</param>
    /// <param name="largestError">epsilon; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public DownstreamErrorLaw(double coefficient, double rate, double largestError)
    {
        Coefficient = Finite(coefficient, nameof(coefficient));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Finite(rate, nameof(rate)), 0, nameof(rate));
        Rate = rate;
        LargestError = Finite(largestError, nameof(largestError));
    }

    /// <summary>k.</summary>
    public double Coefficient { get; }

    /// <summary>gamma, per nat; above 0.</summary>
    public double Rate { get; }

    /// <summary>epsilon: the error of a model whose loss is very high.</summary>
    public double LargestError { get; }

    /// <summary>Fits the law by least squares on the error itself, over all rates at which the exponential changes by a factor between 1.01 and 1e9 over the losses.</summary>
    /// <param name="losses">At least four; per token.</param>
    /// <param name="errors">As many; finite.</param>
    /// <returns>k, gamma, epsilon with residuals in the errors' unit, or the reason there is no fit. Standard errors are those of the law linearised at the minimum.</returns>
    /// <exception cref="ArgumentException">There are not as many errors as losses, or one is not finite.</exception>
    public static FitOutcome Fit(ImmutableArray<Nats> losses, ImmutableArray<double> errors)
    {
        if (losses.Length != errors.Length)
            throw new ArgumentException($"{errors.Length} errors for {losses.Length} losses.", nameof(errors));
        if (errors.Any(error => !double.IsFinite(error)))
            throw new ArgumentException("An error is not finite.", nameof(errors));
        int count = losses.Length;
        if (count < SmallestFit)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{count} points; three coefficients with their errors need {SmallestFit}."));

        double least = losses.Min(loss => loss.Count), range = losses.Max(loss => loss.Count) - least;
        if (!(range > 0))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {count} losses are {least:G6}."));
        double[] rates = [.. Enumerable.Range(0, 400).Select(i => Math.Log(1.01) / range * Math.Pow(9 * Math.Log(10) / Math.Log(1.01), i / 399.0))];
        var minimum = SeparableLeastSquares.Minimise(errors.AsSpan(), 2, Columns, rates);
        if (minimum is not { } found)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, "No rate within reach of the losses is the best: error against loss is a straight line, a step, or bent the other way.");

        double gamma = found.Shape, k = found.Coefficients[0] * Math.Exp(gamma * least);
        double[] jacobian = new double[3 * count];
        for (int i = 0; i < count; i++)
        {
            double decay = Math.Exp(-gamma * losses[i].Count);
            (jacobian[i], jacobian[count + i], jacobian[(2 * count) + i]) = (-decay, k * losses[i].Count * decay, 1);
        }

        if (LeastSquaresSummary.From(jacobian, found.Residuals, 3, errors.AsSpan(), samplingVariance: 0) is not { } summary)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"The {count} points do not determine three coefficients."));
        return new FitOutcome.Converged(Name, predict: null)
        {
            Formula = "error = epsilon - k exp(-gamma L)",
            Coefficients =
            [
                new Coefficient("k", k, summary.StandardError([1, 0, 0])),
                new Coefficient("gamma", gamma, summary.StandardError([0, 1, 0])),
                new Coefficient("epsilon", found.Coefficients[1], summary.StandardError([0, 0, 1])),
            ],
            Objective = "sum of squared differences between observed and fitted error, all points weighted equally",
            ObjectiveValue = summary.SumOfSquares,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(found.Residuals),
            Remarks = summary.Remarks,
        };

        void Columns(double rate, Span<double> columns, Span<double> derivatives)
        {
            for (int i = 0; i < count; i++)
            {
                double above = losses[i].Count - least, decay = Math.Exp(-rate * above);
                (columns[i], columns[count + i], derivatives[i]) = (-decay, 1, above * decay);
            }
        }
    }

    /// <summary>The law that a fit found.</summary>
    /// <param name="fit">A fit by <see cref="Fit"/>.</param>
    /// <exception cref="ArgumentException">The fit is of another law.</exception>
    public static DownstreamErrorLaw From(FitOutcome.Converged fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return fit is { Law: Name, Coefficients: [var k, var gamma, var epsilon] }
            ? new DownstreamErrorLaw(k.Value, gamma.Value, epsilon.Value)
            : throw new ArgumentException($"A fit of '{fit.Law}' is not one of '{Name}'.", nameof(fit));
    }

    /// <summary>The law's error.</summary>
    /// <param name="loss">L, per token.</param>
    public double ErrorAt(Nats loss) => LargestError - (Coefficient * Math.Exp(-Rate * loss.Count));

    private static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite.");
}
