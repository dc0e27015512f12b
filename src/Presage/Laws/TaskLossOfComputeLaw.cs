using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Presage.Units;

namespace Presage.Laws;

/// <summary>
/// L(C) = A / C^alpha + E: the loss on a task's right answers from training compute alone (Bhagia et al. 2024, 2412.04403, the variant by FLOPs).
/// </summary>
internal sealed record TaskLossOfComputeLaw
{
    /// <summary>The law's name in reports.</summary>
    public const string Name = "taskLossOfCompute";

    /// <summary>A law with given coefficients.</summary>
    /// <param name="irreducibleLoss">E; finite, at least 0.</param>
    /// <param name="coefficient">A; finite, at least 0.</param>
    /// <param name="exponent">alpha; finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public TaskLossOfComputeLaw(double irreducibleLoss, double coefficient, double exponent)
    {
        IrreducibleLoss = NotNegative(irreducibleLoss, nameof(irreducibleLoss));
        Coefficient = NotNegative(coefficient, nameof(coefficient));
        Exponent = NotNegative(exponent, nameof(exponent));
    }

    /// <summary>E; in the loss's unit.</summary>
    public double IrreducibleLoss { get; }

    /// <summary>A.</summary>
    public double Coefficient { get; }

    /// <summary>alpha.</summary>
    public double Exponent { get; }

    /// <summary>Fits the law.</summary>
    /// <param name="compute">At least one more than coefficients; above 0, counted in one way.</param>
    /// <param name="losses">As many; above 0.</param>
    /// <param name="irreducible">Whether there is an E; false for a plain power law.</param>
    /// <returns>
    /// E, A, alpha (E 0 where no positive one is better) with residuals in the loss's unit, or the reason there is no fit. No standard errors, as for
    /// <see cref="TaskLossLaw"/>.
    /// </returns>
    /// <remarks>Minimised as for <see cref="TaskLossLaw"/>.</remarks>
    /// <exception cref="ArgumentException">There are not as many losses as amounts of compute, or one of either is not above 0.</exception>
    public static FitOutcome Fit(ImmutableArray<Flops> compute, ImmutableArray<double> losses, bool irreducible = true)
    {
        if (compute.Length != losses.Length)
            throw new ArgumentException($"{losses.Length} losses for {compute.Length} amounts of compute.", nameof(losses));
        if (losses.Any(loss => !(loss > 0 && double.IsFinite(loss))) || compute.Any(amount => amount.Count == 0))
            throw new ArgumentException("A loss or an amount of compute is not above 0.", nameof(losses));
        int count = losses.Length, coefficients = irreducible ? 3 : 2;
        if (count <= coefficients)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{count} points; {coefficients} coefficients need {coefficients + 1}."));
        double[] c = [.. compute.Select(amount => Math.Log(amount.Count))], logLosses = [.. losses.Select(loss => Math.Log(loss))];
        if (c.Max() - c.Min() < 1e-12)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, "All points have the same compute.");
        double meanC = c.Average(), meanLoss = logLosses.Average();

        (double[] At, double Objective)? Minimise(bool withIrreducible)
        {
            int terms = withIrreducible ? 2 : 1, size = withIrreducible ? 3 : 2;
            double[] design = new double[count * terms * size];
            for (int i = 0; i < count; i++)
            {
                int at = i * terms * size;
                (design[at], design[at + 1]) = (1, meanC - c[i]);
                if (withIrreducible)
                    design[at + size + 2] = 1;
            }

            IEnumerable<double[]> starts =
                from share in withIrreducible ? new[] { 0.1, 0.5, 0.85 } : [0]
                from alpha in new[] { 0.03, 0.1, 0.25, 0.5 }
                select (double[])[meanLoss + Math.Log(1 - share), alpha, .. withIrreducible ? new[] { meanLoss + Math.Log(share) } : []];
            return new LogSumOfPowers(design, logLosses, terms).Minimise(starts, TaskLossLaw.HuberDelta);
        }

        (double[] At, double Objective)? with = irreducible ? Minimise(withIrreducible: true) : null, without = Minimise(withIrreducible: false);
        bool hasIrreducible = with is { } found && !(without?.Objective <= found.Objective * (1 + 1e-9));
        if ((hasIrreducible ? with : without) is not { } best)
            return new FitOutcome.Failed(Name, FitFailure.NotConverged, "No start led to a minimum.");
        double exponent = best.At[1], coefficient = Math.Exp(best.At[0] + (exponent * meanC));
        if (!(exponent >= 0))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"The loss does not fall with compute: the exponent is {exponent:G4}."));
        if (!double.IsFinite(coefficient))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, "A coefficient is beyond the range of numbers.");

        TaskLossOfComputeLaw law = new(hasIrreducible ? Math.Exp(best.At[2]) : 0, coefficient, exponent);
        double[] residuals = [.. losses.Select((loss, i) => loss - law.LossAt(compute[i]))];
        return new FitOutcome.Converged(Name, predict: null)
        {
            Formula = irreducible ? "L = A / C^alpha + E" : "L = A / C^alpha",
            Coefficients =
            [
                new Coefficient("E", law.IrreducibleLoss, null),
                new Coefficient("A", law.Coefficient, null),
                new Coefficient("alpha", law.Exponent, null),
            ],
            Objective = TaskLossLaw.Objective,
            ObjectiveValue = best.Objective,
            ResidualStandardDeviation = Math.Sqrt(residuals.Sum(residual => residual * residual) / (count - coefficients)),
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals),
            Remarks = irreducible && !hasIrreducible ? ["No irreducible loss above 0 is better than none: E is 0."] : [],
        };
    }

    /// <summary>The law that a fit found.</summary>
    /// <param name="fit">A fit by <see cref="Fit"/>.</param>
    /// <exception cref="ArgumentException">The fit is of another law.</exception>
    public static TaskLossOfComputeLaw From(FitOutcome.Converged fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return fit is { Law: Name, Coefficients: [var e, var a, var alpha] }
            ? new TaskLossOfComputeLaw(e.Value, a.Value, alpha.Value)
            : throw new ArgumentException($"A fit of '{fit.Law}' is not one of '{Name}'.", nameof(fit));
    }

    /// <summary>The law's loss.</summary>
    /// <param name="compute">C; above 0, counted as in the fit.</param>
    /// <returns>In the unit of the fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="compute"/> is 0.</exception>
    public double LossAt(Flops compute)
    {
        ArgumentOutOfRangeException.ThrowIfZero(compute.Count, nameof(compute));
        return (Coefficient * Math.Pow(compute.Count, -Exponent)) + IrreducibleLoss;
    }

    private static double NotNegative(double value, string name) =>
        double.IsFinite(value) && value >= 0 ? value : throw new ArgumentOutOfRangeException(name, value, "Must be finite and at least 0.");
}
