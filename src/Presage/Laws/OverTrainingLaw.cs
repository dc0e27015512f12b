using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Presage.Units;

namespace Presage.Laws;

/// <summary>
/// L(N, M) = a N^b + k 6^(b/2) (M N)^b + E: pre-training loss from parameters N and tokens per parameter M, also far beyond the compute-optimal M
/// (Gadre et al. 2024, 2403.08540). One exponent for size and data: along any fixed M the loss falls with compute at one rate.
/// </summary>
/// <remarks>With C = 6 M N^2 and eta = -b/2 this is the paper's L(C, M) = E + (a' M^eta + k' M^-eta) C^-eta, a' = a 6^eta and k' = k: the loss is the law of Hoffmann et al. with alpha = beta = -b.</remarks>
public sealed record OverTrainingLaw
{
    /// <summary>The law's name in reports.</summary>
    public const string Name = "overTraining";

    private const int SmallestFit = 5;

    /// <summary>A law with given coefficients.</summary>
    /// <param name="parameterCoefficient">a; finite.</param>
    /// <param name="tokenCoefficient">k; finite.</param>
    /// <param name="exponent">b; finite, below 0.</param>
    /// <param name="irreducibleLoss">E, nats per token; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public OverTrainingLaw(double parameterCoefficient, double tokenCoefficient, double exponent, double irreducibleLoss)
    {
        ParameterCoefficient = Finite(parameterCoefficient, nameof(parameterCoefficient));
        TokenCoefficient = Finite(tokenCoefficient, nameof(tokenCoefficient));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Finite(exponent, nameof(exponent)), 0, nameof(exponent));
        Exponent = exponent;
        IrreducibleLoss = Finite(irreducibleLoss, nameof(irreducibleLoss));
    }

    /// <summary>a.</summary>
    public double ParameterCoefficient { get; }

    /// <summary>k.</summary>
    public double TokenCoefficient { get; }

    /// <summary>b; below 0.</summary>
    public double Exponent { get; }

    /// <summary>E; nats per token.</summary>
    public double IrreducibleLoss { get; }

    /// <summary>Fits the law by least squares on the loss itself, as Gadre et al. do, over all exponents from -2 to -0.01.</summary>
    /// <param name="points">At least five, with N and D not in lock-step.</param>
    /// <returns>a, k, b, E with residuals in nats, or the reason there is no fit. Standard errors are those of the law linearised at the minimum.</returns>
    public static FitOutcome Fit(ImmutableArray<LossPoint> points)
    {
        if (points.Length < SmallestFit)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points.Length} points; four coefficients with their errors need {SmallestFit}."));

        int count = points.Length;
        double[] values = [.. points.Select(point => point.Loss.Count)];
        double[] logParameters = [.. points.Select(point => Math.Log(point.Parameters.Count))];
        double[] logTokens = [.. points.Select(point => Math.Log(point.Tokens.Count))];
        double meanParameters = logParameters.Average(), meanTokens = logTokens.Average();
        double[] exponents = [.. Enumerable.Range(0, 400).Select(i => -2 + (i * 1.99 / 399))];
        var minimum = SeparableLeastSquares.Minimise(values, 3, Columns, exponents);
        if (minimum is not { } found)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, "No exponent between -2 and -0.01 is the best, or parameters and tokens move in lock-step.");

        double b = found.Shape, unit = Math.Pow(6, b / 2);
        double a = found.Coefficients[0] * Math.Exp(-b * meanParameters), k = found.Coefficients[1] * Math.Exp(-b * meanTokens) / unit;
        double[] jacobian = new double[4 * count];
        for (int i = 0; i < count; i++)
        {
            double parameters = Math.Exp(b * logParameters[i]), tokens = unit * Math.Exp(b * logTokens[i]);
            (jacobian[i], jacobian[count + i], jacobian[(3 * count) + i]) = (parameters, tokens, 1);
            jacobian[(2 * count) + i] = (a * parameters * logParameters[i]) + (k * tokens * (logTokens[i] + (Math.Log(6) / 2)));
        }

        if (LeastSquaresSummary.From(jacobian, found.Residuals, 4, values, samplingVariance: 0) is not { } summary)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"The {count} points do not determine four coefficients."));
        return new FitOutcome.Converged(Name, predict: null)
        {
            Formula = "L = a N^b + k 6^(b/2) (M N)^b + E",
            Coefficients =
            [
                new Coefficient("a", a, summary.StandardError([1, 0, 0, 0])),
                new Coefficient("k", k, summary.StandardError([0, 1, 0, 0])),
                new Coefficient("b", b, summary.StandardError([0, 0, 1, 0])),
                new Coefficient("E", found.Coefficients[2], summary.StandardError([0, 0, 0, 1])),
            ],
            Objective = "sum of squared differences between observed and fitted loss, all points weighted equally",
            ObjectiveValue = summary.SumOfSquares,
            ResidualStandardDeviation = summary.ResidualStandardDeviation,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(found.Residuals),
            Remarks = summary.Remarks,
        };

        void Columns(double exponent, Span<double> columns, Span<double> derivatives)
        {
            for (int i = 0; i < count; i++)
            {
                double parameters = logParameters[i] - meanParameters, tokens = logTokens[i] - meanTokens;
                (columns[i], columns[count + i], columns[(2 * count) + i]) = (Math.Exp(exponent * parameters), Math.Exp(exponent * tokens), 1);
                (derivatives[i], derivatives[count + i]) = (parameters * columns[i], tokens * columns[count + i]);
            }
        }
    }

    /// <summary>The law that a fit found.</summary>
    /// <param name="fit">A fit by <see cref="Fit"/>.</param>
    /// <exception cref="ArgumentException">The fit is of another law.</exception>
    public static OverTrainingLaw From(FitOutcome.Converged fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return fit is { Law: Name, Coefficients: [var a, var k, var b, var irreducible] }
            ? new OverTrainingLaw(a.Value, k.Value, b.Value, irreducible.Value)
            : throw new ArgumentException($"A fit of '{fit.Law}' is not one of '{Name}'.", nameof(fit));
    }

    /// <summary>The law's loss.</summary>
    /// <param name="parameters">N; above 0, counted as in the fit.</param>
    /// <param name="tokens">D = M N; above 0.</param>
    /// <returns>Nats per token; below 0 only where a coefficient is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> or <paramref name="tokens"/> is 0.</exception>
    public double LossAt(Params parameters, Tokens tokens)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parameters.Count, nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count, nameof(tokens));
        return (ParameterCoefficient * Math.Pow(parameters.Count, Exponent))
            + (TokenCoefficient * Math.Pow(6, Exponent / 2) * Math.Pow(tokens.Count, Exponent))
            + IrreducibleLoss;
    }

    private static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite.");
}
