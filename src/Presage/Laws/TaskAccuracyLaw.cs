using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Presage.Laws;

/// <summary>
/// Score = b + a / (1 + exp(-k (L - L0))): the accuracy on a task from the loss on its right answers (Bhagia et al. 2024, 2412.04403, step 2).
/// </summary>
/// <remarks>a is at most 0: b is the ceiling, reached by a loss far below L0, and b + a the floor, kept by a loss far above.</remarks>
internal sealed record TaskAccuracyLaw
{
    /// <summary>The law's name in reports.</summary>
    public const string Name = "taskAccuracy";

    private static readonly double[] Centres = [-0.25, 0.5, 1.25], Steepnesses = [2, 8];

    /// <summary>A law with given coefficients.</summary>
    /// <param name="amplitude">a; in [-1, 0].</param>
    /// <param name="centre">L0; finite, at least 0.</param>
    /// <param name="steepness">k; finite, at least 0.</param>
    /// <param name="ceiling">b; in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A coefficient is outside its range.</exception>
    public TaskAccuracyLaw(double amplitude, double centre, double steepness, double ceiling)
    {
        Amplitude = Within(amplitude, -1, 0, nameof(amplitude));
        Centre = Within(centre, 0, double.MaxValue, nameof(centre));
        Steepness = Within(steepness, 0, double.MaxValue, nameof(steepness));
        Ceiling = Within(ceiling, 0, 1, nameof(ceiling));
    }

    /// <summary>a: floor minus ceiling; in [-1, 0].</summary>
    public double Amplitude { get; }

    /// <summary>L0, in the loss's unit: where the score is half way.</summary>
    public double Centre { get; }

    /// <summary>k, per unit of loss.</summary>
    public double Steepness { get; }

    /// <summary>b.</summary>
    public double Ceiling { get; }

    /// <summary>Fits the law as Bhagia et al. do: all four coefficients free, with the point (loss 0, score 1) added.</summary>
    /// <param name="losses">At least four; finite, above 0.</param>
    /// <param name="scores">As many; in [0, 1].</param>
    /// <returns>
    /// a, L0, k, b with residuals of the given points, or the reason there is no fit. Standard errors are those of the law linearised at the minimum;
    /// a coefficient at its bound has none.
    /// </returns>
    /// <remarks>Least squares on the score, over a in [-1, 0], L0 and k at least 0, b in [0, 1]; the lowest end of six starts.</remarks>
    /// <exception cref="ArgumentException">There are not as many scores as losses, or one of either is outside its range.</exception>
    public static FitOutcome Fit(ImmutableArray<double> losses, ImmutableArray<double> scores)
    {
        Check(losses, scores);
        if (losses.Length < 4)
        {
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints,
                Figures.Text($"{losses.Length} points; four coefficients need 4 beside the point at loss 0."));
        }

        return Fit([.. losses, 0], [.. scores, 1], losses.Length, floor: null);
    }

    /// <summary>Fits the law with its floor at a known chance level and a free ceiling: three coefficients, no point added.</summary>
    /// <param name="losses">At least four; finite, above 0.</param>
    /// <param name="scores">As many; in [0, 1].</param>
    /// <param name="chance">b + a; in [0, 1).</param>
    /// <returns>As <see cref="Fit(ImmutableArray{double}, ImmutableArray{double})"/>.</returns>
    /// <exception cref="ArgumentException">There are not as many scores as losses, or one of either, or chance, is outside its range.</exception>
    public static FitOutcome Fit(ImmutableArray<double> losses, ImmutableArray<double> scores, double chance)
    {
        Check(losses, scores);
        if (!(chance is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(chance), chance, "Must be from 0 to below 1.");
        if (losses.Length < 4)
            return new FitOutcome.Failed(Name, FitFailure.TooFewPoints, Figures.Text($"{losses.Length} points; three coefficients with their errors need 4."));
        return Fit([.. losses], [.. scores], losses.Length, chance);
    }

    /// <summary>The law that a fit found.</summary>
    /// <param name="fit">A fit by one of the overloads of <c>Fit</c>.</param>
    /// <exception cref="ArgumentException">The fit is of another law.</exception>
    public static TaskAccuracyLaw From(FitOutcome.Converged fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return fit is { Law: Name, Coefficients: [var a, var centre, var k, var b] }
            ? new TaskAccuracyLaw(a.Value, centre.Value, k.Value, b.Value)
            : throw new ArgumentException($"A fit of '{fit.Law}' is not one of '{Name}'.", nameof(fit));
    }

    /// <summary>The law's score.</summary>
    /// <param name="loss">L; in the unit of the fit.</param>
    /// <returns>In [0, 1].</returns>
    public double ScoreAt(double loss) => Math.Clamp(Ceiling + (Amplitude / (1 + Math.Exp(-Steepness * (loss - Centre)))), 0, 1);

    private static FitOutcome Fit(double[] losses, double[] scores, int given, double? floor)
    {
        double least = losses[..given].Min(), most = losses[..given].Max(), best = scores[..given].Max();
        if (!(most > least))
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {given} losses are {least:G6}."));
        if (best - scores[..given].Min() <= 1e-12 * best)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"All {given} scores are {best:G6}."));
        if (floor >= best)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, Figures.Text($"No score is above chance, {floor:G6}."));

        // Coordinates: centre, steepness, ceiling, and amplitude where the floor is free.
        int points = losses.Length, size = floor is null ? 4 : 3;
        double[] lower = floor is { } low ? [0, 0, low] : [0, 0, 0, -1];
        double[] upper = floor is null ? [double.PositiveInfinity, double.PositiveInfinity, 1, 0] : [double.PositiveInfinity, double.PositiveInfinity, 1];
        (double[] At, double SumOfSquares)? minimum = null;
        foreach (double centre in Centres)
        {
            foreach (double steepness in Steepnesses)
            {
                double[] start = [least + (centre * (most - least)), steepness / (most - least), 1, .. floor is null ? new[] { -0.75 } : []];
                if (BoundedLeastSquares.Minimise(start, lower, upper, points, Model) is { } end && !(end.SumOfSquares >= minimum?.SumOfSquares))
                    minimum = end;
            }
        }

        if (minimum is not { } found)
            return new FitOutcome.Failed(Name, FitFailure.NotConverged, "No start led to a minimum.");
        double[] residuals = new double[points], jacobian = new double[size * points];
        Model(found.At, residuals, jacobian);
        (double l0, double k, double b) = (found.At[0], found.At[1], found.At[2]);
        double a = floor is { } chance ? chance - b : found.At[3];
        if (!(k > 0) || a == 0)
            return new FitOutcome.Failed(Name, FitFailure.Degenerate, "The score does not rise as the loss falls.");

        bool[] free = [.. found.At.Select((value, j) => value > lower[j] && value < upper[j])];
        double[] columns = [.. Enumerable.Range(0, size).Where(j => free[j]).SelectMany(j => jacobian[(j * points)..((j + 1) * points)])];
        LeastSquaresSummary? summary = points <= size || columns.Length == 0
            ? null
            : LeastSquaresSummary.From(columns, residuals, size, scores, samplingVariance: 0);
        double? Error(int coordinate) => summary is null || !free[coordinate]
            ? null
            : summary.StandardError([.. Enumerable.Range(0, size).Where(j => free[j]).Select(j => j == coordinate ? 1.0 : 0)]);
        return new FitOutcome.Converged(Name, predict: null)
        {
            Formula = "score = b + a / (1 + exp(-k (L - L0)))",
            Coefficients =
            [
                new Coefficient("a", a, Error(floor is null ? 3 : 2)),
                new Coefficient("L0", l0, Error(0)),
                new Coefficient("k", k, Error(1)),
                new Coefficient("b", b, Error(2)),
            ],
            Objective = floor is null
                ? "sum of squared differences between observed and fitted score, all points weighted equally, with the point (loss 0, score 1) added"
                : "sum of squared differences between observed and fitted score, all points weighted equally, the floor b + a held at chance",
            ObjectiveValue = found.SumOfSquares,
            ResidualStandardDeviation = points > size ? Math.Sqrt(found.SumOfSquares / (points - size)) : null,
            Residuals = ImmutableCollectionsMarshal.AsImmutableArray(residuals[..given]),
            Remarks = summary is null ? ["The points do not determine the coefficients well enough for standard errors."] : [],
        };

        void Model(ReadOnlySpan<double> at, Span<double> differences, Span<double> derivatives)
        {
            double height = floor is { } bottom ? bottom - at[2] : at[3];
            for (int i = 0; i < points; i++)
            {
                double share = 1 / (1 + Math.Exp(-at[1] * (losses[i] - at[0]))), bell = height * share * (1 - share);
                differences[i] = scores[i] - (at[2] + (height * share));
                derivatives[i] = -at[1] * bell;
                derivatives[points + i] = (losses[i] - at[0]) * bell;
                derivatives[(2 * points) + i] = floor is null ? 1 : 1 - share;
                if (floor is null)
                    derivatives[(3 * points) + i] = share;
            }
        }
    }

    private static void Check(ImmutableArray<double> losses, ImmutableArray<double> scores)
    {
        if (losses.Length != scores.Length)
            throw new ArgumentException($"{scores.Length} scores for {losses.Length} losses.", nameof(scores));
        if (losses.Any(loss => !(loss > 0 && double.IsFinite(loss))))
            throw new ArgumentException("A loss is not finite and above 0.", nameof(losses));
        if (scores.Any(score => !(score is >= 0 and <= 1)))
            throw new ArgumentException("A score is not in [0, 1].", nameof(scores));
    }

    private static double Within(double value, double least, double most, string name) =>
        double.IsFinite(value) && value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, Figures.Text($"Must be from {least:G3} to {most:G3}."));
}
