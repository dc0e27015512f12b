namespace Presage.Laws;

/// <summary>
/// The sum of Huber losses of log y - log(sum over terms of exp(x_t . theta)): a sum of power laws and constants fitted on the log scale.
/// Every term's logarithm is linear in the coordinates, so value, gradient and Hessian are those of a log-sum-exp.
/// </summary>
/// <remarks>
/// For a dozen or two of points. For hundreds of points and thousands of refits of one such sum there is <see cref="ChinchillaObjective"/>.
/// </remarks>
internal sealed class LogSumOfPowers
{
    private const int Iterations = 2000;

    private readonly double[] _design;
    private readonly double[] _logValues;
    private readonly int _terms, _coordinates;

    /// <summary>The objective.</summary>
    /// <param name="design">Shape [points, terms, coordinates].</param>
    /// <param name="logValues">Shape [points]; log y.</param>
    /// <param name="terms">Terms of the sum.</param>
    public LogSumOfPowers(double[] design, double[] logValues, int terms)
    {
        (_design, _logValues, _terms) = (design, logValues, terms);
        _coordinates = design.Length / (logValues.Length * terms);
    }

    /// <summary>The lowest of the minima that the starts lead to.</summary>
    /// <param name="starts">Shape [starts][coordinates].</param>
    /// <param name="delta">The Huber threshold; above 0.</param>
    /// <returns>Null where no start converges.</returns>
    /// <remarks>
    /// Each start is brought to the least squares near it, then followed as the threshold shrinks by fours: few points at a time cross their kink.
    /// </remarks>
    public (double[] At, double Objective)? Minimise(IEnumerable<double[]> starts, double delta)
    {
        (double[] At, double Objective)? best = null;
        foreach (double[] start in starts)
        {
            double[] here = [.. start];
            bool converged = Descend(here, double.PositiveInfinity, 1e-8, out double value);
            for (double threshold = Math.Max(delta, LargestResidual(here)); converged && threshold > delta; threshold = Math.Max(delta, threshold / 4))
                Descend(here, threshold, 1e-6, out _);
            converged = converged && Descend(here, delta, 1e-15, out value);
            if (converged && double.IsFinite(value) && !(value >= best?.Objective))
                best = (here, value);
        }

        return best;
    }

    private double LargestResidual(ReadOnlySpan<double> at)
    {
        double[] gradient = new double[_coordinates], hessian = new double[_coordinates * _coordinates], scratch = new double[_terms + _coordinates];
        double largest = 0;
        for (int i = 0; i < _logValues.Length; i++)
            largest = Math.Max(largest, Math.Abs(_logValues[i] - LogSum(i, at, gradient, hessian, scratch)));
        return largest;
    }

    /// <summary>
    /// Damped Newton steps, or damped Gauss-Newton ones for least squares, until a step promises no more than a share of the objective.
    /// </summary>
    private bool Descend(double[] here, double threshold, double tolerance, out double value)
    {
        int size = _coordinates;
        double[] gradient = new double[size], hessian = new double[size * size], bound = new double[size];
        double[] factor = new double[size * size], step = new double[size], there = new double[size];
        value = Evaluate(here, threshold, gradient, hessian, bound);
        double damping = 1e-3, growth = 2;
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            if (!double.IsFinite(value))
                return false;
            hessian.CopyTo(factor, 0);
            for (int j = 0; j < size; j++)
                factor[j * (size + 1)] += damping * bound[j];
            if (!SmallCholesky.TryFactor(factor, size))
            {
                if (damping > 1e12)
                    return true;
                damping = Math.Max(4 * damping, 1e-3);
                continue;
            }

            for (int j = 0; j < size; j++)
                step[j] = -gradient[j];
            SmallCholesky.Solve(factor, step);
            double expected = 0;
            for (int j = 0; j < size; j++)
            {
                double product = 0;
                for (int k = 0; k < size; k++)
                    product += hessian[(j * size) + k] * step[k];
                expected -= step[j] * (gradient[j] + (product / 2));
                there[j] = here[j] + step[j];
            }

            // With damping above 1 a step is short because it is damped, not because nothing is left to gain.
            if (!(expected * Math.Max(1, damping) > tolerance * value) || damping > 1e12)
                return true;
            double next = Evaluate(there, threshold, null, null, null);
            double gain = (value - next) / expected;
            if (gain > 0)
            {
                there.CopyTo(here, 0);
                value = Evaluate(here, threshold, gradient, hessian, bound);
                double surprise = (2 * Math.Min(gain, 1)) - 1;
                (damping, growth) = (Math.Max(1e-12, damping * Math.Max(0.3, 1 - (surprise * surprise * surprise))), 2);
            }
            else
            {
                (damping, growth) = (damping * growth, 2 * growth);
            }
        }

        return false;
    }

    /// <summary>The objective, and where asked for its gradient, its Hessian, and a positive bound on the Hessian's diagonal.</summary>
    private double Evaluate(ReadOnlySpan<double> at, double threshold, double[]? gradient, double[]? hessian, double[]? bound)
    {
        int size = _coordinates;
        double[] slope = new double[size], curvature = new double[size * size], scratch = new double[_terms + size];
        gradient?.AsSpan().Clear();
        hessian?.AsSpan().Clear();
        bound?.AsSpan().Clear();
        double sum = 0;
        for (int i = 0; i < _logValues.Length; i++)
        {
            double residual = _logValues[i] - LogSum(i, at, slope, curvature, scratch);
            double extent = Math.Abs(residual), within = Math.Min(extent, threshold);
            sum += within * (extent - (within / 2));
            if (gradient is null || hessian is null || bound is null)
                continue;

            double psi = Math.CopySign(within, residual);
            double quadratic = extent <= threshold ? 1 : 0, reweighted = extent <= threshold ? 1 : threshold / extent;
            bool exact = double.IsFinite(threshold);
            for (int j = 0; j < size; j++)
            {
                gradient[j] -= psi * slope[j];
                bound[j] += (reweighted * slope[j] * slope[j]) + Math.Abs(psi * curvature[j * (size + 1)]) + 1e-300;
                for (int k = 0; k < size; k++)
                    hessian[(j * size) + k] += (quadratic * slope[j] * slope[k]) - (exact ? psi * curvature[(j * size) + k] : 0);
            }
        }

        return sum;
    }

    /// <summary>The logarithm of the sum at one point, with its gradient and Hessian by the coordinates.</summary>
    private double LogSum(int point, ReadOnlySpan<double> at, Span<double> gradient, Span<double> hessian, Span<double> scratch)
    {
        int size = _coordinates;
        Span<double> shares = scratch[.._terms];
        ReadOnlySpan<double> rows = _design.AsSpan(point * _terms * size, _terms * size);
        double largest = double.NegativeInfinity;
        for (int t = 0; t < _terms; t++)
        {
            double exponent = 0;
            for (int j = 0; j < size; j++)
                exponent += rows[(t * size) + j] * at[j];
            shares[t] = exponent;
            largest = Math.Max(largest, exponent);
        }

        double sum = 0;
        for (int t = 0; t < _terms; t++)
            sum += shares[t] = Math.Exp(shares[t] - largest);
        gradient.Clear();
        hessian.Clear();
        for (int t = 0; t < _terms; t++)
        {
            double share = shares[t] / sum;
            for (int j = 0; j < size; j++)
            {
                double x = rows[(t * size) + j];
                gradient[j] += share * x;
                for (int k = 0; k < size; k++)
                    hessian[(j * size) + k] += share * x * rows[(t * size) + k];
            }
        }

        for (int j = 0; j < size; j++)
            for (int k = 0; k < size; k++)
                hessian[(j * size) + k] -= gradient[j] * gradient[k];
        return largest + Math.Log(sum);
    }
}
