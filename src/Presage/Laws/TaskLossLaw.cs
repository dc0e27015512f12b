using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Presage.Units;

namespace Presage.Laws;

/// <summary>
/// L(N, D) = A / N^alpha + B / D^beta + E: the loss on a task's right answers from parameters N and training tokens D (Bhagia et al. 2024,
/// 2412.04403, step 1).
/// </summary>
/// <remarks>
/// Unlike <see cref="ChinchillaLaw"/>, E may be 0: over a ladder of small models the loss of some tasks falls as two plain power laws.
/// </remarks>
internal sealed record TaskLossLaw
{
    /// <summary>The law's name in reports.</summary>
    public const string Name = "taskLoss";

    /// <summary>The Huber threshold of Bhagia et al., on log loss.</summary>
    public const double HuberDelta = 1e-3;

    /// <summary>What both laws of task loss minimise.</summary>
    public const string Objective = "sum of Huber losses, threshold 0.001, of log observed minus log fitted loss, all points weighted equally";

    /// <summary>A law with given coefficients.</summary>
    /// <param name="irreducibleLoss">E; finite, at least 0.</param>
    /// <param name="parameterCoefficient">A; finite, at least 0.</param>
    /// <param name="parameterExponent">alpha; finite, at least 0.</param>
    /// <param name="tokenCoefficient">B; finite, at least 0.</param>
    /// <param name="tokenExponent">beta; finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public TaskLossLaw(double irreducibleLoss, double parameterCoefficient, double parameterExponent, double tokenCoefficient, double tokenExponent)
    {
        IrreducibleLoss = NotNegative(irreducibleLoss, nameof(irreducibleLoss));
        ParameterCoefficient = NotNegative(parameterCoefficient, nameof(parameterCoefficient));
        ParameterExponent = NotNegative(parameterExponent, nameof(parameterExponent));
        TokenCoefficient = NotNegative(tokenCoefficient, nameof(tokenCoefficient));
        TokenExponent = NotNegative(tokenExponent, nameof(tokenExponent));
    }

    /// <summary>E; in the loss's unit.</summary>
    public double IrreducibleLoss { get; }

    /// <summary>A.</summary>
    public double ParameterCoefficient { get; }

    /// <summary>alpha.</summary>
    public double ParameterExponent { get; }

    /// <summary>B.</summary>
    public double TokenCoefficient { get; }

    /// <summary>beta.</summary>
    public double TokenExponent { get; }

    /// <summary>Fits the law.</summary>
    /// <param name="points">At least one more than coefficients, with N and D not in lock-step.</param>
    /// <param name="oneExponent">
    /// Whether alpha = beta, one exponent for size and data, as in <see cref="OverTrainingLaw"/>: a coefficient less, where a ladder is too short for
    /// two.
    /// </param>
    /// <returns>
    /// E, A, alpha, B, beta (in that order, E 0 where no positive one is better), with residuals in the loss's unit, or the reason there is no fit.
    /// There are no standard errors: some dozen points do not give the Huber loss's curvature at its minimum.
    /// </returns>
    /// <remarks>
    /// Minimised: the sum over points of Huber(log observed - log fitted) with threshold 1e-3, the lowest end of several starts, over E at least 0. A
    /// fit with an exponent below 0 is a failure.
    /// </remarks>
    /// <exception cref="ArgumentException">A point is not usable.</exception>
    public static FitOutcome Fit(ImmutableArray<TaskLossPoint> points, bool oneExponent = false)
    {
        if (points.Any(point => !point.Usable))
            throw new ArgumentException("A point has no parameters, tokens or loss above 0.", nameof(points));
        int coefficients = oneExponent ? 4 : 5;
        if (points.Length <= coefficients)
        {
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints,
                Figures.Text($"{points.Length} points; {coefficients} coefficients need {coefficients + 1}."));
        }


        double[] n = [.. points.Select(point => Math.Log(point.Parameters.Count))], d = [.. points.Select(point => Math.Log(point.Tokens.Count))];
        double[] logLosses = [.. points.Select(point => Math.Log(point.Loss))];
        if (Confounding(n, d) is { } confounding)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, confounding);
        (double meanN, double meanD, double meanLoss) = (n.Average(), d.Average(), logLosses.Average());

        // Coordinates: log of the parameter term at the mean log N, log of the token term at the mean log D, the exponents, log E.
        (double[] At, double Objective)? Minimise(bool irreducible)
        {
            int terms = irreducible ? 3 : 2, size = (oneExponent ? 3 : 4) + (irreducible ? 1 : 0);
            double[] design = new double[points.Length * terms * size];
            for (int i = 0; i < points.Length; i++)
            {
                int at = i * terms * size;
                (design[at], design[at + 2]) = (1, meanN - n[i]);
                (design[at + size + 1], design[at + size + (oneExponent ? 2 : 3)]) = (1, meanD - d[i]);
                if (irreducible)
                    design[at + (2 * size) + size - 1] = 1;
            }

            double[] exponents = [0.15, 0.45];
            IEnumerable<double[]> starts =
                from share in irreducible ? new[] { 0.1, 0.5, 0.85 } : [0]
                from alpha in exponents
                from beta in oneExponent ? [alpha] : exponents
                let term = meanLoss + Math.Log((1 - share) / 2)
                select (double[])[term, term, alpha, .. oneExponent ? Array.Empty<double>() : [beta], .. irreducible ? new[] { meanLoss + Math.Log(share) } : []];
            return new LogSumOfPowers(design, logLosses, terms).Minimise(starts, HuberDelta);
        }

        (double[] At, double Objective)? with = Minimise(irreducible: true), without = Minimise(irreducible: false);
        bool hasIrreducible = with is { } found && !(without?.Objective <= found.Objective * (1 + 1e-9));
        if ((hasIrreducible ? with : without) is not { } best)
            return new FitOutcome.Failed(Name, FitFailure.NotConverged, "No start led to a minimum.");
        double alpha = best.At[2], beta = oneExponent ? alpha : best.At[3];
        if (!(alpha >= 0 && beta >= 0))
        {
            return new FitOutcome.Failed(Name, FitFailure.Degenerate,
                Figures.Text($"The loss does not fall with both size and data: the exponents are {alpha:G4} and {beta:G4}."));
        }

        double a = Math.Exp(best.At[0] + (alpha * meanN)), b = Math.Exp(best.At[1] + (beta * meanD));
        if (!double.IsFinite(a + b))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, "A coefficient is beyond the range of numbers.");

        TaskLossLaw law = new(hasIrreducible ? Math.Exp(best.At[^1]) : 0, a, alpha, b, beta);
        double[] residuals = [.. points.Select(point => point.Loss - law.LossAt(point.Parameters, point.Tokens))];
        return new FitOutcome.Converged(Name, predict: null)
        {
            Formula = oneExponent ? "L = A / N^alpha + B / D^alpha + E" : "L = A / N^alpha + B / D^beta + E",
            Coefficients =
            [
                new Coefficient("E", law.IrreducibleLoss, null),
                new Coefficient("A", law.ParameterCoefficient, null),
                new Coefficient("alpha", law.ParameterExponent, null),
                new Coefficient("B", law.TokenCoefficient, null),
                new Coefficient("beta", law.TokenExponent, null),
            ],
            Objective = Objective,
            ObjectiveValue = best.Objective,
            ResidualStandardDeviation = Math.Sqrt(residuals.Sum(residual => residual * residual) / (points.Length - coefficients)),
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = hasIrreducible ? [] : ["No irreducible loss above 0 is better than none: E is 0."],
        };
    }

    /// <summary>The law that a fit found.</summary>
    /// <param name="fit">A fit by <see cref="Fit"/>.</param>
    /// <exception cref="ArgumentException">The fit is of another law.</exception>
    public static TaskLossLaw From(FitOutcome.Converged fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return fit is { Law: Name, Coefficients: [var e, var a, var alpha, var b, var beta] }
            ? new TaskLossLaw(e.Value, a.Value, alpha.Value, b.Value, beta.Value)
            : throw new ArgumentException($"A fit of '{fit.Law}' is not one of '{Name}'.", nameof(fit));
    }

    /// <summary>The law's loss.</summary>
    /// <param name="parameters">N; above 0, counted as in the fit.</param>
    /// <param name="tokens">D; above 0.</param>
    /// <returns>In the unit of the fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> or <paramref name="tokens"/> is 0.</exception>
    public double LossAt(Params parameters, Tokens tokens)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parameters.Count, nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count, nameof(tokens));
        return (ParameterCoefficient * Math.Pow(parameters.Count, -ParameterExponent))
            + (TokenCoefficient * Math.Pow(tokens.Count, -TokenExponent))
            + IrreducibleLoss;
    }

    private static string? Confounding(double[] n, double[] d)
    {
        double meanN = n.Average(), meanD = d.Average(), nn = 0, dd = 0, nd = 0;
        for (int i = 0; i < n.Length; i++)
        {
            nn += (n[i] - meanN) * (n[i] - meanN);
            dd += (d[i] - meanD) * (d[i] - meanD);
            nd += (n[i] - meanN) * (d[i] - meanD);
        }

        if (nn <= 1e-24 * n.Length)
            return "All points have the same number of parameters.";
        if (dd <= 1e-24 * n.Length)
            return "All points have the same number of tokens.";
        return 1 - (nd * nd / (nn * dd)) < 1e-9 ? "Parameters and tokens move in lock-step." : null;
    }

    private static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite and at least 0.");
}
