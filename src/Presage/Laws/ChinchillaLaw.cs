using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Presage.Units;

namespace Presage.Laws;

/// <summary>L(N, D) = E + A / N^alpha + B / D^beta: pre-training loss from parameters N and training tokens D (Hoffmann et al. 2022, approach 3).</summary>
public sealed record ChinchillaLaw
{
    /// <summary>The law's name in reports.</summary>
    public const string Name = "chinchilla";

    /// <summary>A law with given coefficients.</summary>
    /// <param name="irreducibleLoss">E, nats per token; finite, above 0.</param>
    /// <param name="parameterCoefficient">A; finite, above 0.</param>
    /// <param name="parameterExponent">alpha; finite.</param>
    /// <param name="tokenCoefficient">B; finite, above 0.</param>
    /// <param name="tokenExponent">beta; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public ChinchillaLaw(double irreducibleLoss, double parameterCoefficient, double parameterExponent, double tokenCoefficient, double tokenExponent)
    {
        IrreducibleLoss = Positive(irreducibleLoss, nameof(irreducibleLoss));
        ParameterCoefficient = Positive(parameterCoefficient, nameof(parameterCoefficient));
        ParameterExponent = Finite(parameterExponent, nameof(parameterExponent));
        TokenCoefficient = Positive(tokenCoefficient, nameof(tokenCoefficient));
        TokenExponent = Finite(tokenExponent, nameof(tokenExponent));
    }

    /// <summary>The estimates of Hoffmann et al. (2022), unrounded as in the source of their preprint (Besiroglu et al. 2024); printed as A 406.4, B 410.7, E 1.69, alpha 0.34, beta 0.28.</summary>
    public static ChinchillaLaw Hoffmann2022 { get; } =
        new(Math.Exp(0.5267228), Math.Exp(6.0073404), 0.33917084, Math.Exp(6.0179186), 0.2849083);

    /// <summary>The estimates of Hoffmann et al. (2022) as printed, equation 10: A 406.4, B 410.7, E 1.69, alpha 0.34, beta 0.28.</summary>
    public static ChinchillaLaw Hoffmann2022Rounded { get; } = new(1.69, 406.4, 0.34, 410.7, 0.28);

    /// <summary>E: the loss that neither size nor data removes; nats per token.</summary>
    public double IrreducibleLoss { get; }

    /// <summary>A, in nats times parameters to the power alpha.</summary>
    public double ParameterCoefficient { get; }

    /// <summary>alpha.</summary>
    public double ParameterExponent { get; }

    /// <summary>B, in nats times tokens to the power beta.</summary>
    public double TokenCoefficient { get; }

    /// <summary>beta.</summary>
    public double TokenExponent { get; }

    /// <summary>Fits the law.</summary>
    /// <param name="points">At least six, with different N, different D, and N and D not in lock-step.</param>
    /// <param name="options">Huber threshold and starts.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. The result is the same for any number.</param>
    /// <returns>
    /// E, A, alpha, B, beta (in that order, each in the unit of its property; then the scale, of log loss and without an error, where it is estimated) with residuals in nats,
    /// or the reason there is no fit.
    /// There is no AICc: the Huber loss is not a likelihood of the other laws' kind.
    /// </returns>
    /// <remarks>
    /// <para>
    /// Minimised: the sum (not the mean) over points of Huber(log observed - log fitted), which is r^2 / 2 up to delta and delta (|r| - delta / 2) above.
    /// Every start is run until a step can no longer lower the objective by one part in 1e12, by damped Gauss-Newton to the least squares near it and then damped Newton with the exact Hessian;
    /// the lowest end is refined further, and the first of equals taken.
    /// With the scale estimated, the minimum of every start is followed as the threshold shrinks to its estimate; the objective is then the negative log-likelihood.
    /// </para>
    /// <para>
    /// Standard errors are of the sandwich kind for an M-estimator, H^-1 G H^-1 K / (K - 5), points taken as independent: G is the sum of outer products of the points' gradients.
    /// The Huber loss is so nearly the absolute one that its curvature at the optimum rests on the few points within delta of it; so H counts each point
    /// by a Gaussian kernel in its residual, as Powell (1991) does for quantile regression, which allows the scatter to differ between points.
    /// A and B follow from their logarithms by the delta method. On the points of Besiroglu et al. (2024) these errors agree with the bootstrap for E, A and alpha and
    /// reach half to three quarters of it for B and beta, whose distributions have long tails: for intervals, <see cref="ChinchillaBootstrap"/>.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not above 0, there is no start, or the degree of parallelism is below 1.</exception>
    public static FitOutcome Fit(ImmutableArray<LossPoint> points, ChinchillaOptions options, int degreeOfParallelism)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Starts.Length, 1, nameof(options));
        Positive(options.HuberDelta, nameof(options));
        if (points.Length < 6)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{points.Length} points; five coefficients with their errors need 6."));

        ChinchillaObjective objective = new(points, options.HuberDelta);
        if (objective.Confounding is { } confounding)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, confounding);

        ChinchillaMinimum[] ends = new ChinchillaMinimum[options.Starts.Length];
        if (degreeOfParallelism == 1 || ends.Length == 1)
        {
            for (int i = 0; i < ends.Length; i++)
                ends[i] = Minimise(i);
        }
        else
        {
            Parallel.For(0, ends.Length, new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism }, i => ends[i] = Minimise(i));
        }

        ChinchillaMinimum Minimise(int start) => options.ScaleEstimated ? objective.MinimiseWithScale(options.Starts[start]) : objective.Minimise(options.Starts[start]);

        ChinchillaMinimum best = ends[0];
        foreach (ChinchillaMinimum end in ends)
            best = end.Objective < best.Objective ? end : best;
        if (!double.IsFinite(best.Objective))
            return new FitOutcome.Failed(Name, FitFailure.NotConverged, "The objective could not be evaluated from any start.");
        best = options.ScaleEstimated ? best : objective.Refine(best);
        if (!best.Converged)
            return new FitOutcome.Failed(Name, FitFailure.NotConverged, Figures.Text($"The lowest of {ends.Length} minimisations ran out of iterations at {best.Objective:G9}."));

        return Report(points, objective, best, ends, options.ScaleEstimated ? objective.ScaleAt(best) : null);
    }

    /// <summary>The law that a fit found.</summary>
    /// <param name="fit">A fit by <see cref="Fit"/>.</param>
    /// <exception cref="ArgumentException">The fit is of another law.</exception>
    public static ChinchillaLaw From(FitOutcome.Converged fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (fit.Law != Name)
            throw new ArgumentException($"A fit of '{fit.Law}' is not one of '{Name}'.", nameof(fit));
        double Value(string name) => fit.Coefficients.Single(coefficient => coefficient.Name == name).Value;
        return new ChinchillaLaw(Value("E"), Value("A"), Value("alpha"), Value("B"), Value("beta"));
    }

    /// <summary>The law's loss.</summary>
    /// <param name="parameters">N; above 0, counted as in the fit.</param>
    /// <param name="tokens">D; above 0.</param>
    /// <returns>Per token.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parameters"/> or <paramref name="tokens"/> is 0.</exception>
    public Nats LossAt(Params parameters, Tokens tokens)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parameters.Count, nameof(parameters));
        ArgumentOutOfRangeException.ThrowIfZero(tokens.Count, nameof(tokens));
        return Nats.From(IrreducibleLoss
            + (ParameterCoefficient * Math.Pow(parameters.Count, -ParameterExponent))
            + (TokenCoefficient * Math.Pow(tokens.Count, -TokenExponent)));
    }

    /// <summary>The sum over points of the Huber loss of log observed - log fitted.</summary>
    /// <param name="points">The points.</param>
    /// <param name="huberDelta">The threshold; above 0.</param>
    /// <returns>At least 0; smaller is better.</returns>
    public double Objective(ImmutableArray<LossPoint> points, double huberDelta = 1e-3)
    {
        Positive(huberDelta, nameof(huberDelta));
        double sum = 0;
        foreach (LossPoint point in points)
        {
            double residual = Math.Abs(Math.Log(point.Loss.Count / LossAt(point.Parameters, point.Tokens).Count));
            sum += residual <= huberDelta ? residual * residual / 2 : huberDelta * (residual - (huberDelta / 2));
        }

        return sum;
    }

    private static FitOutcome Report(ImmutableArray<LossPoint> points, ChinchillaObjective objective, ChinchillaMinimum best, ChinchillaMinimum[] ends, double? scale)
    {
        ChinchillaObjective scaled = scale is { } size ? objective.WithThreshold(objective.Delta * size) : objective;
        if (objective.TryLaw(best) is not { } law || scaled.StandardErrors(best) is not { } errors)
        {
            return new FitOutcome.Failed(Name, FitFailure.Degenerate,
                Figures.Text($"The {points.Length} points do not determine five coefficients: other values of them give the same objective, {best.Objective:G9}."));
        }

        double[] residuals = new double[points.Length];
        double squares = 0;
        for (int i = 0; i < residuals.Length; i++)
        {
            residuals[i] = points[i].Loss.Count - law.LossAt(points[i].Parameters, points[i].Tokens).Count;
            squares += residuals[i] * residuals[i];
        }

        int reached = ends.Count(end => end.Objective <= best.Objective + (1e-6 * Math.Abs(best.Objective)));
        return new FitOutcome.Converged(Name, predict: null)
        {
            Formula = "L = E + A / N^alpha + B / D^beta",
            Coefficients =
            [
                new Coefficient("E", law.IrreducibleLoss, errors.IrreducibleLoss),
                new Coefficient("A", law.ParameterCoefficient, errors.ParameterCoefficient),
                new Coefficient("alpha", law.ParameterExponent, errors.ParameterExponent),
                new Coefficient("B", law.TokenCoefficient, errors.TokenCoefficient),
                new Coefficient("beta", law.TokenExponent, errors.TokenExponent),
                .. scale is { } estimated ? new[] { new Coefficient("scale", estimated, null) } : [],
            ],
            Objective = scale is null
                ? Figures.Text($"sum of Huber losses, threshold {objective.Delta:G6}, of log observed minus log fitted loss, all points weighted equally")
                : Figures.Text($"negative log-likelihood of log observed minus log fitted loss under a Huber density, threshold {objective.Delta:G6} scales, scale estimated, all points weighted equally"),
            ObjectiveValue = best.Objective,
            ResidualStandardDeviation = Math.Sqrt(squares / (residuals.Length - 5)),
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = [Figures.Text($"{reached} of {ends.Length} starts ended at this minimum.")],
        };
    }

    private static double Positive(double value, string name) =>
        double.IsFinite(value) && value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite and above 0.");

    private static double Finite(double value, string name) =>
        double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite.");
}
