using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using MathNet.Numerics.Distributions;

namespace Presage.Laws;

/// <summary>
/// The sum of Huber losses of log L - log(E + A / N^alpha + B / D^beta), with its exact gradient and Hessian, and its minimisation.
/// </summary>
/// <remarks>
/// The coordinates are the logarithms of the three terms, the two power laws' taken at the mean of log N and of log D, which takes most of the
/// correlation out of coefficient and exponent. The logarithm of the sum of exponentials needs no shift by the largest:
/// places where an exponential overflows give an infinite objective and are turned away from.
/// </remarks>
internal sealed class ChinchillaObjective
{
    /// <summary>Coordinates: parameter term, alpha, token term, beta, irreducible term.</summary>
    public const int Coordinates = 5;

    private const int Iterations = 1000;

    /// <summary>By how much a threshold shrinks between two descents.</summary>
    private const double ThresholdStep = 4;

    private readonly int _points;
    private readonly double _meanLogParameters, _meanLogTokens;
    private readonly double[] _logParameters, _logTokens, _logLosses, _weights;

    public ChinchillaObjective(ImmutableArray<LossPoint> points, double delta)
    {
        (_points, Delta) = (points.Length, delta);
        int padded = (points.Length + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;
        _logParameters = new double[padded];
        _logTokens = new double[padded];
        _logLosses = new double[padded];
        _weights = new double[padded];
        _meanLogParameters = points.Average(point => Math.Log(point.Parameters.Count));
        _meanLogTokens = points.Average(point => Math.Log(point.Tokens.Count));
        for (int i = 0; i < padded; i++)
        {
            // Padding repeats the last point at weight 0, so that it overflows only where a real point does.
            LossPoint point = points[Math.Min(i, points.Length - 1)];
            _logParameters[i] = Math.Log(point.Parameters.Count) - _meanLogParameters;
            _logTokens[i] = Math.Log(point.Tokens.Count) - _meanLogTokens;
            _logLosses[i] = Math.Log(point.Loss.Count);
            _weights[i] = i < points.Length ? 1 : 0;
        }
    }

    private ChinchillaObjective(ChinchillaObjective like, double delta, double[] weights)
    {
        (_points, Delta, _weights) = (like._points, delta, weights);
        (_meanLogParameters, _meanLogTokens) = (like._meanLogParameters, like._meanLogTokens);
        (_logParameters, _logTokens, _logLosses) = (like._logParameters, like._logTokens, like._logLosses);
    }

    /// <summary>The Huber threshold.</summary>
    public double Delta { get; }

    /// <summary>The same objective with each point counted so many times.</summary>
    /// <param name="counts">Shape [points]; at least 0.</param>
    public ChinchillaObjective Resampled(ReadOnlySpan<int> counts)
    {
        double[] weights = new double[_weights.Length];
        for (int i = 0; i < counts.Length; i++)
            weights[i] = counts[i];
        return new ChinchillaObjective(this, Delta, weights);
    }

    /// <summary>The same objective with another threshold.</summary>
    public ChinchillaObjective WithThreshold(double delta) => new(this, delta, _weights);

    /// <summary>Why N and D cannot be told apart, or vary too little; null where they can.</summary>
    public string? Confounding
    {
        get
        {
            double sum = 0, n = 0, d = 0, nn = 0, dd = 0, nd = 0;
            for (int i = 0; i < _points; i++)
            {
                double weight = _weights[i];
                sum += weight;
                n += weight * _logParameters[i];
                d += weight * _logTokens[i];
                nn += weight * _logParameters[i] * _logParameters[i];
                dd += weight * _logTokens[i] * _logTokens[i];
                nd += weight * _logParameters[i] * _logTokens[i];
            }

            nn -= n * n / sum;
            dd -= d * d / sum;
            nd -= n * d / sum;

            // Logarithms of 1e6 and more keep some 14 digits.
            double rounding = 1e-24 * _points;
            if (nn <= rounding)
                return "All points have the same number of parameters.";
            if (dd <= rounding)
                return "All points have the same number of tokens.";
            double correlation = nd / Math.Sqrt(nn * dd);
            return 1 - (correlation * correlation) < 1e-9 ? Figures.Text($"Parameters and tokens move in lock-step (correlation of logarithms {correlation:G9}).") : null;
        }
    }

    /// <summary>The law at a minimum.</summary>
    public ChinchillaLaw Law(ChinchillaMinimum at) => new(
        Math.Exp(at.Irreducible),
        Math.Exp(at.Parameter + (at.ParameterExponent * _meanLogParameters)), at.ParameterExponent,
        Math.Exp(at.Token + (at.TokenExponent * _meanLogTokens)), at.TokenExponent);

    /// <summary>The law at a minimum; null where a coefficient has run off to 0 or beyond the range of numbers.</summary>
    public ChinchillaLaw? TryLaw(ChinchillaMinimum at)
    {
        double irreducible = Math.Exp(at.Irreducible);
        double parameter = Math.Exp(at.Parameter + (at.ParameterExponent * _meanLogParameters)), token = Math.Exp(at.Token + (at.TokenExponent * _meanLogTokens));
        return irreducible > 0 && parameter > 0 && token > 0 && double.IsFinite(irreducible + parameter + token) ? Law(at) : null;
    }

    /// <summary>Runs one start until a step can no longer lower the objective by one part in 1e12.</summary>
    /// <remarks>
    /// At a threshold of 1e-3 nearly every residual is in the linear part, and Newton steps run from kink to kink. So a start is first brought to the
    /// least squares of its neighbourhood, then near the minimum at eight times the threshold, and from there run to convergence at the threshold itself.
    /// </remarks>
    public ChinchillaMinimum Minimise(ChinchillaLaw start)
    {
        Span<double> here =
        [
            Math.Log(start.ParameterCoefficient) - (start.ParameterExponent * _meanLogParameters), start.ParameterExponent,
            Math.Log(start.TokenCoefficient) - (start.TokenExponent * _meanLogTokens), start.TokenExponent,
            Math.Log(start.IrreducibleLoss),
        ];
        int iterations = 0;
        Descend(here, double.PositiveInfinity, exact: false, 1e-7, ref iterations, out _);
        Descend(here, 8 * Delta, exact: true, 1e-2, ref iterations, out _);
        bool converged = Descend(here, Delta, exact: true, 1e-12, ref iterations, out double value);
        return new ChinchillaMinimum(here[0], here[1], here[2], here[3], here[4], double.IsFinite(value) ? value : double.PositiveInfinity, converged, iterations);
    }

    /// <summary>Runs on until rounding stops it.</summary>
    public ChinchillaMinimum Refine(ChinchillaMinimum from)
    {
        Span<double> here = [from.Parameter, from.ParameterExponent, from.Token, from.TokenExponent, from.Irreducible];
        int iterations = from.Iterations;
        bool converged = Descend(here, Delta, exact: true, 1e-22, ref iterations, out double value);
        return new ChinchillaMinimum(here[0], here[1], here[2], here[3], here[4], value, converged, iterations);
    }

    /// <summary>Runs one start to where the scale of the residuals, too, is its maximum likelihood estimate under a Huber density.</summary>
    /// <returns>The minimum, with the negative log-likelihood as its objective.</returns>
    /// <remarks>
    /// The density is proportional to exp(-rho(r / s)) / s, rho quadratic up to <see cref="Delta"/>: a Huber loss of threshold Delta times s. The residuals are far
    /// larger than s, so s is near Delta times their mean size, and the threshold, some 1e-6 of it, makes this least absolute deviations in all but name.
    /// Newton's method gets there by thresholds that shrink step by step: few points at a time cross their kink.
    /// </remarks>
    public ChinchillaMinimum MinimiseWithScale(ChinchillaLaw start)
    {
        ChinchillaMinimum at = Minimise(start);
        Span<double> here = [at.Parameter, at.ParameterExponent, at.Token, at.TokenExponent, at.Irreducible];
        int iterations = at.Iterations;
        double threshold = Delta, objective = double.PositiveInfinity;
        bool converged = at.Converged;
        while (converged)
        {
            double scale = Scale(here), target = Delta * scale;
            bool settled = Math.Abs((target / threshold) - 1) < 1e-9;
            threshold = Math.Max(target, threshold / ThresholdStep);
            converged = Descend(here, threshold, exact: true, threshold > target ? 1e-8 : 1e-10, ref iterations, out double value) && iterations < 20 * Iterations;
            if (settled)
            {
                objective = NegativeLogLikelihood(value, scale);
                break;
            }
        }

        return new ChinchillaMinimum(here[0], here[1], here[2], here[3], here[4], objective, converged, iterations);
    }

    /// <summary>The maximum likelihood estimate of the scale of the Huber density: the mean over points of psi(r / s) r / s is 1.</summary>
    public double ScaleAt(ChinchillaMinimum at) => Scale([at.Parameter, at.ParameterExponent, at.Token, at.TokenExponent, at.Irreducible]);

    private double Scale(ReadOnlySpan<double> at)
    {
        double[] sizes = new double[_points];
        double weight = 0, sum = 0;
        for (int i = 0; i < _points; i++)
        {
            double loss = Math.Exp(at[4]) + Math.Exp(at[0] - (at[1] * _logParameters[i])) + Math.Exp(at[2] - (at[3] * _logTokens[i]));
            sizes[i] = Math.Abs(_logLosses[i] - Math.Log(loss));
            weight += _weights[i];
            sum += _weights[i] * sizes[i];
        }

        // Newton's method from above on s in: sum of psi(r / s) r - s (sum of weights) = 0, whose left side falls in s.
        double scale = Delta * sum / weight;
        for (int iteration = 0; iteration < 50; iteration++)
        {
            double value = -scale * weight, slope = -weight;
            for (int i = 0; i < _points; i++)
            {
                bool linear = sizes[i] > Delta * scale;
                value += _weights[i] * (linear ? Delta * sizes[i] : sizes[i] * sizes[i] / scale);
                slope -= linear ? 0 : _weights[i] * sizes[i] * sizes[i] / (scale * scale);
            }

            double next = scale - (value / slope);
            if (!(Math.Abs(next - scale) > 1e-14 * scale))
                return next;
            scale = next;
        }

        return scale;
    }

    /// <summary>The negative log-likelihood of the Huber density.</summary>
    /// <param name="objective">The sum of Huber losses at threshold Delta times the scale.</param>
    /// <param name="scale">The scale.</param>
    private double NegativeLogLikelihood(double objective, double scale)
    {
        double normaliser = (Math.Sqrt(2 * Math.PI) * (1 - (2 * Normal.CDF(0, 1, -Delta)))) + (2 * Math.Exp(-Delta * Delta / 2) / Delta);
        return (objective / (scale * scale)) + (_weights.Sum() * Math.Log(scale * normaliser));
    }

    /// <summary>
    /// Newton's method, or Gauss-Newton far from the minimum, with Levenberg-Marquardt damping. The damping of Newton's is in proportion to a bound on the Hessian's
    /// diagonal, as in iteratively reweighted least squares: with much of it a step is safe, with little it converges quadratically.
    /// </summary>
    /// <param name="here">Shape [5]; the place, moved to where the descent ends.</param>
    /// <param name="threshold">The Huber threshold; infinite for least squares.</param>
    /// <param name="exact">Whether to use the exact Hessian.</param>
    /// <param name="tolerance">The share of the objective that a step must still promise.</param>
    /// <param name="iterations">Counted up.</param>
    /// <param name="value">The objective where the descent ended.</param>
    /// <returns>False where the iterations ran out or the objective could not be evaluated.</returns>
    private bool Descend(Span<double> here, double threshold, bool exact, double tolerance, ref int iterations, out double value)
    {
        Span<double> there = stackalloc double[Coordinates], step = stackalloc double[Coordinates];
        Span<double> factor = stackalloc double[Coordinates * Coordinates];
        Curvature local = default;
        value = Evaluate(here, threshold, exact, ref local);
        double damping = 1e-3, growth = 2;
        for (int iteration = 0; iteration < Iterations && double.IsFinite(value); iteration++, iterations++)
        {
            ReadOnlySpan<double> gradient = local.Gradient, hessian = local.Hessian, bound = local.Bound;
            hessian.CopyTo(factor);
            for (int i = 0; i < Coordinates; i++)
                factor[i * (Coordinates + 1)] += damping * (exact ? bound[i] : hessian[i * (Coordinates + 1)]);
            if (!SmallCholesky.TryFactor(factor, Coordinates))
            {
                damping = Math.Max(4 * damping, 1e-3);
                if (damping > 1e12)
                    return false;
                continue;
            }

            for (int i = 0; i < Coordinates; i++)
                step[i] = -gradient[i];
            SmallCholesky.Solve(factor, step);

            double expected = 0;
            for (int i = 0; i < Coordinates; i++)
            {
                double product = 0;
                for (int j = 0; j < Coordinates; j++)
                    product += hessian[(i * Coordinates) + j] * step[j];
                expected -= step[i] * (gradient[i] + (product / 2));
            }

            Move(here, step, exact, there);

            // With damping above 1 a step is short because it is damped, not because nothing is left to gain.
            if (!(expected * Math.Max(1, damping) > tolerance * value) || damping > 1e12)
                return true;

            Curvature next = default;
            double nextValue = Evaluate(there, threshold, exact, ref next);
            double gain = (value - nextValue) / expected;
            if (gain > 0)
            {
                there.CopyTo(here);
                (value, local, growth) = (nextValue, next, 2);
                double surprise = (2 * Math.Min(gain, 1)) - 1;
                damping = Math.Max(1e-9, damping * Math.Max(0.3, 1 - (surprise * surprise * surprise)));
            }
            else
            {
                damping *= growth;
                growth *= 2;
            }
        }

        return false;
    }

    /// <summary>
    /// Takes a step. Far from the minimum a growing term grows as the linearised coefficient does, not as its logarithm, so that a term that has all but
    /// vanished is back at once; and an exponent moves by at most a half.
    /// </summary>
    private static void Move(ReadOnlySpan<double> here, ReadOnlySpan<double> step, bool exact, Span<double> there)
    {
        for (int i = 0; i < Coordinates; i++)
            there[i] = here[i] + step[i];
        if (exact)
            return;
        for (int term = 0; term < Coordinates; term += 2)
        {
            double growth = Math.Max(0, step[term]);
            there[term] = here[term] + Math.Log(1 + growth) + Math.Max(-2, Math.Min(0, step[term]));
            if (term + 1 < Coordinates)
                there[term + 1] = here[term + 1] + Math.Clamp(step[term + 1] / (1 + growth), -0.5, 0.5);
        }
    }

    /// <summary>Standard errors of the law's coefficients at a minimum: see the remarks of <see cref="ChinchillaLaw.Fit"/>.</summary>
    /// <returns>Null where the points do not determine the coefficients.</returns>
    public ChinchillaErrors? StandardErrors(ChinchillaMinimum at)
    {
        Span<double> place = [at.Parameter, at.ParameterExponent, at.Token, at.TokenExponent, at.Irreducible];
        double[] residuals = new double[_points];
        double[] shares = new double[_points * Coordinates];
        for (int i = 0; i < _points; i++)
        {
            double parameterTerm = Math.Exp(place[0] - (place[1] * _logParameters[i])), tokenTerm = Math.Exp(place[2] - (place[3] * _logTokens[i]));
            double loss = Math.Exp(place[4]) + parameterTerm + tokenTerm;
            residuals[i] = _logLosses[i] - Math.Log(loss);
            Span<double> share = shares.AsSpan(i * Coordinates, Coordinates);
            (share[0], share[2], share[4]) = (parameterTerm / loss, tokenTerm / loss, Math.Exp(place[4]) / loss);
            (share[1], share[3]) = (-_logParameters[i] * share[0], -_logTokens[i] * share[2]);
        }

        double width = KernelWidth(residuals);
        Span<double> bread = stackalloc double[Coordinates * Coordinates], meat = stackalloc double[Coordinates * Coordinates];
        for (int i = 0; i < _points; i++)
        {
            double psi = Math.Clamp(residuals[i], -Delta, Delta);
            double curvature = ShareWithin(residuals[i], width);
            for (int j = 0; j < Coordinates; j++)
                for (int k = 0; k < Coordinates; k++)
                {
                    double product = shares[(i * Coordinates) + j] * shares[(i * Coordinates) + k];
                    bread[(j * Coordinates) + k] += curvature * product;
                    meat[(j * Coordinates) + k] += psi * psi * product;
                }
        }

        if (!SmallCholesky.TryFactor(bread, Coordinates, 1e-12))
            return null;
        double correction = (double)_points / (_points - Coordinates);
        double logParameter = Error([1, _meanLogParameters, 0, 0, 0], bread, meat), logToken = Error([0, 0, 1, _meanLogTokens, 0], bread, meat);
        ChinchillaErrors errors = new(
            Math.Exp(at.Irreducible) * Error([0, 0, 0, 0, 1], bread, meat),
            Math.Exp(at.Parameter + (at.ParameterExponent * _meanLogParameters)) * logParameter, Error([0, 1, 0, 0, 0], bread, meat),
            Math.Exp(at.Token + (at.TokenExponent * _meanLogTokens)) * logToken, Error([0, 0, 0, 1, 0], bread, meat));
        return double.IsFinite(errors.IrreducibleLoss + errors.ParameterCoefficient + errors.ParameterExponent + errors.TokenCoefficient + errors.TokenExponent) ? errors : null;

        double Error(Span<double> gradient, ReadOnlySpan<double> factor, ReadOnlySpan<double> middle)
        {
            SmallCholesky.Solve(factor, gradient);
            double variance = 0;
            for (int j = 0; j < Coordinates; j++)
                for (int k = 0; k < Coordinates; k++)
                    variance += gradient[j] * middle[(j * Coordinates) + k] * gradient[k];
            return Math.Sqrt(correction * variance);
        }
    }

    /// <summary>Silverman's width for a Gaussian kernel.</summary>
    private static double KernelWidth(double[] residuals)
    {
        double[] ordered = [.. residuals.Order()];
        double quartiles = ordered[3 * (ordered.Length - 1) / 4] - ordered[(ordered.Length - 1) / 4];
        double deviation = Math.Sqrt(residuals.Sum(residual => residual * residual) / residuals.Length);
        return 0.9 * (quartiles > 0 ? Math.Min(deviation, quartiles / 1.349) : deviation) * Math.Pow(residuals.Length, -0.2);
    }

    /// <summary>How far a residual, smoothed by the kernel, lies in the quadratic part of the Huber loss.</summary>
    private double ShareWithin(double residual, double width) =>
        width > 0 ? Normal.CDF(0, width, Delta - residual) - Normal.CDF(0, width, -Delta - residual) : 1;

    /// <summary>The objective with its derivatives at a place.</summary>
    /// <param name="at">Shape [5]; the coordinates.</param>
    /// <param name="threshold">The Huber threshold.</param>
    /// <param name="exact">Whether the Hessian is the exact one; otherwise that of reweighted least squares.</param>
    /// <param name="curvature">Receives gradient, Hessian and the bound on it.</param>
    public double Evaluate(ReadOnlySpan<double> at, double threshold, bool exact, ref Curvature curvature)
    {
        Vector256<double> a = Vector256.Create(at[0]), alpha = Vector256.Create(at[1]), b = Vector256.Create(at[2]), beta = Vector256.Create(at[3]);
        Vector256<double> irreducible = Vector256.Create(Math.Exp(at[4]));
        Vector256<double> delta = Vector256.Create(threshold), half = Vector256.Create(0.5), least = Vector256.Create(double.Epsilon);
        Vector256<double> sum = default, g0 = default, g1 = default, g2 = default, g3 = default, g4 = default;
        Vector256<double> h00 = default, h01 = default, h02 = default, h03 = default, h04 = default, h11 = default, h12 = default, h13 = default, h14 = default;
        Vector256<double> h22 = default, h23 = default, h24 = default, h33 = default, h34 = default, h44 = default;
        Vector256<double> d0 = default, d1 = default, d2 = default, d3 = default, d4 = default;
        for (int i = 0; i < _weights.Length; i += Vector256<double>.Count)
        {
            Vector256<double> n = Vector256.LoadUnsafe(ref _logParameters[i]), d = Vector256.LoadUnsafe(ref _logTokens[i]), weight = Vector256.LoadUnsafe(ref _weights[i]);
            Vector256<double> parameterTerm = Vector256.Exp(a - (alpha * n)), tokenTerm = Vector256.Exp(b - (beta * d));
            Vector256<double> loss = irreducible + parameterTerm + tokenTerm, inverse = Vector256<double>.One / loss;
            Vector256<double> residual = Vector256.LoadUnsafe(ref _logLosses[i]) - Vector256.Log(loss);

            // Huber loss rho, its derivative psi, where it is quadratic, and the weight psi / residual.
            Vector256<double> size = Vector256.Abs(residual), within = Vector256.Min(size, delta);
            Vector256<double> psi = weight * Vector256.CopySign(within, residual);
            Vector256<double> quadratic = weight & Vector256.LessThanOrEqual(size, delta);
            Vector256<double> reweighted = weight * Vector256.Min(Vector256<double>.One, delta / Vector256.Max(size, least));
            sum += weight * within * (size - (half * within));

            // Shares of the three terms in the loss are the derivatives of its logarithm by the terms' logarithms.
            Vector256<double> j0 = parameterTerm * inverse, j1 = -(n * j0), j2 = tokenTerm * inverse, j3 = -(d * j2), j4 = irreducible * inverse;
            Vector256<double> p0 = psi * j0, p1 = psi * j1, p2 = psi * j2, p3 = psi * j3, p4 = psi * j4;
            g0 -= p0;
            g1 -= p1;
            g2 -= p2;
            g3 -= p3;
            g4 -= p4;

            // Hessian of rho: (quadratic + psi) j j' less, within one term, psi times the second derivative of that term's logarithm of share.
            // Far from the minimum that is a poor guide, and reweighted least squares, without second derivatives, a good one.
            Vector256<double> outer = reweighted;
            if (exact)
            {
                outer = quadratic + psi;
                Vector256<double> np1 = n * p1, dp3 = d * p3;
                h00 -= p0;
                h01 -= p1;
                h11 += np1;
                h22 -= p2;
                h23 -= p3;
                h33 += dp3;
                h44 -= p4;

                // A bound on the diagonal: reweighted j j', and the size of the second derivative, without which a term that has all but vanished needs boundless damping.
                d0 = Vector256.FusedMultiplyAdd(reweighted * j0, j0, d0 + Vector256.Abs(p0));
                d1 = Vector256.FusedMultiplyAdd(reweighted * j1, j1, d1 + Vector256.Abs(np1));
                d2 = Vector256.FusedMultiplyAdd(reweighted * j2, j2, d2 + Vector256.Abs(p2));
                d3 = Vector256.FusedMultiplyAdd(reweighted * j3, j3, d3 + Vector256.Abs(dp3));
                d4 = Vector256.FusedMultiplyAdd(reweighted * j4, j4, d4 + Vector256.Abs(p4));
            }

            Vector256<double> o0 = outer * j0, o1 = outer * j1, o2 = outer * j2, o3 = outer * j3, o4 = outer * j4;
            h00 = Vector256.FusedMultiplyAdd(o0, j0, h00);
            h01 = Vector256.FusedMultiplyAdd(o0, j1, h01);
            h02 = Vector256.FusedMultiplyAdd(o0, j2, h02);
            h03 = Vector256.FusedMultiplyAdd(o0, j3, h03);
            h04 = Vector256.FusedMultiplyAdd(o0, j4, h04);
            h11 = Vector256.FusedMultiplyAdd(o1, j1, h11);
            h12 = Vector256.FusedMultiplyAdd(o1, j2, h12);
            h13 = Vector256.FusedMultiplyAdd(o1, j3, h13);
            h14 = Vector256.FusedMultiplyAdd(o1, j4, h14);
            h22 = Vector256.FusedMultiplyAdd(o2, j2, h22);
            h23 = Vector256.FusedMultiplyAdd(o2, j3, h23);
            h24 = Vector256.FusedMultiplyAdd(o2, j4, h24);
            h33 = Vector256.FusedMultiplyAdd(o3, j3, h33);
            h34 = Vector256.FusedMultiplyAdd(o3, j4, h34);
            h44 = Vector256.FusedMultiplyAdd(o4, j4, h44);
        }

        Span<double> gradient = curvature.Gradient, hessian = curvature.Hessian, bound = curvature.Bound;
        gradient[0] = Vector256.Sum(g0);
        gradient[1] = Vector256.Sum(g1);
        gradient[2] = Vector256.Sum(g2);
        gradient[3] = Vector256.Sum(g3);
        gradient[4] = Vector256.Sum(g4);
        bound[0] = Vector256.Sum(d0);
        bound[1] = Vector256.Sum(d1);
        bound[2] = Vector256.Sum(d2);
        bound[3] = Vector256.Sum(d3);
        bound[4] = Vector256.Sum(d4);
        Fill(hessian, h00, h01, h02, h03, h04, h11, h12, h13, h14, h22, h23, h24, h33, h34, h44);
        return Vector256.Sum(sum);
    }

    private static void Fill(
        Span<double> matrix,
        Vector256<double> e00, Vector256<double> e01, Vector256<double> e02, Vector256<double> e03, Vector256<double> e04,
        Vector256<double> e11, Vector256<double> e12, Vector256<double> e13, Vector256<double> e14,
        Vector256<double> e22, Vector256<double> e23, Vector256<double> e24, Vector256<double> e33, Vector256<double> e34, Vector256<double> e44)
    {
        matrix[0] = Vector256.Sum(e00);
        matrix[1] = matrix[5] = Vector256.Sum(e01);
        matrix[2] = matrix[10] = Vector256.Sum(e02);
        matrix[3] = matrix[15] = Vector256.Sum(e03);
        matrix[4] = matrix[20] = Vector256.Sum(e04);
        matrix[6] = Vector256.Sum(e11);
        matrix[7] = matrix[11] = Vector256.Sum(e12);
        matrix[8] = matrix[16] = Vector256.Sum(e13);
        matrix[9] = matrix[21] = Vector256.Sum(e14);
        matrix[12] = Vector256.Sum(e22);
        matrix[13] = matrix[17] = Vector256.Sum(e23);
        matrix[14] = matrix[22] = Vector256.Sum(e24);
        matrix[18] = Vector256.Sum(e33);
        matrix[19] = matrix[23] = Vector256.Sum(e34);
        matrix[24] = Vector256.Sum(e44);
    }

    /// <summary>Gradient, Hessian and reweighting matrix at one place.</summary>
    internal struct Curvature
    {
        private Numbers _numbers;

        /// <summary>Shape [5].</summary>
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public Span<double> Gradient => ((Span<double>)_numbers)[..Coordinates];

        /// <summary>Shape [5, 5].</summary>
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public Span<double> Hessian => ((Span<double>)_numbers).Slice(Coordinates, Coordinates * Coordinates);

        /// <summary>Shape [5]; a bound from above on the Hessian's diagonal.</summary>
        [System.Diagnostics.CodeAnalysis.UnscopedRef]
        public Span<double> Bound => ((Span<double>)_numbers).Slice(Coordinates + (Coordinates * Coordinates), Coordinates);

        [System.Runtime.CompilerServices.InlineArray((2 * Coordinates) + (Coordinates * Coordinates))]
        private struct Numbers
        {
            private double _first;
        }
    }
}
