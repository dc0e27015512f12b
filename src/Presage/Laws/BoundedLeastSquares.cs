namespace Presage.Laws;

/// <summary>Least squares over a box: Levenberg-Marquardt on the coordinates that no bound holds.</summary>
internal static class BoundedLeastSquares
{
    private const int Iterations = 1000;

    /// <summary>Writes the residuals, values minus law, and the law's derivatives.</summary>
    /// <param name="at">Shape [coordinates].</param>
    /// <param name="residuals">Shape [points].</param>
    /// <param name="jacobian">Shape [coordinates, points]; the law's derivatives.</param>
    public delegate void Model(ReadOnlySpan<double> at, Span<double> residuals, Span<double> jacobian);

    /// <summary>Runs one start to its minimum.</summary>
    /// <param name="start">Shape [coordinates]; moved into the box where outside.</param>
    /// <param name="lower">Shape [coordinates].</param>
    /// <param name="upper">Shape [coordinates].</param>
    /// <param name="points">Points.</param>
    /// <param name="model">Residuals and derivatives.</param>
    /// <returns>Where it ended, with the sum of squares; null where that cannot be evaluated or the iterations ran out.</returns>
    public static (double[] At, double SumOfSquares)? Minimise(
        ReadOnlySpan<double> start, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper, int points, Model model)
    {
        int size = start.Length;
        double[] here = new double[size], there = new double[size], step = new double[size], gradient = new double[size];
        double[] normal = new double[size * size], factor = new double[size * size];
        double[] residuals = new double[points], next = new double[points], jacobian = new double[size * points], nextJacobian = new double[size * points];
        for (int j = 0; j < size; j++)
            here[j] = Math.Clamp(start[j], lower[j], upper[j]);
        model(here, residuals, jacobian);
        double value = Squares(residuals), damping = 1e-3, growth = 2;
        for (int iteration = 0; iteration < Iterations && double.IsFinite(value); iteration++)
        {
            for (int j = 0; j < size; j++)
            {
                gradient[j] = Dot(jacobian, j, residuals);
                for (int k = 0; k <= j; k++)
                    normal[(j * size) + k] = normal[(k * size) + j] = Dot(jacobian, j, jacobian.AsSpan(k * points, points));
            }

            if (!TryStep(here, lower, upper, gradient, normal, damping, factor, step))
            {
                damping = Math.Max(4 * damping, 1e-12);
                if (damping > 1e15)
                    return (here, value);
                continue;
            }

            double expected = 0;
            for (int j = 0; j < size; j++)
            {
                there[j] = Math.Clamp(here[j] + step[j], lower[j], upper[j]);
                expected += 2 * step[j] * gradient[j];
            }

            for (int j = 0; j < size; j++)
                for (int k = 0; k < size; k++)
                    expected -= step[j] * normal[(j * size) + k] * step[k];
            if (!(expected * Math.Max(1, damping) > 1e-15 * value))
                return (here, value);

            model(there, next, nextJacobian);
            double gain = (value - Squares(next)) / expected;
            if (gain > 0)
            {
                (here, there) = (there, here);
                (residuals, next) = (next, residuals);
                (jacobian, nextJacobian) = (nextJacobian, jacobian);
                value = Squares(residuals);
                double surprise = (2 * Math.Min(gain, 1)) - 1;
                (damping, growth) = (Math.Max(1e-12, damping * Math.Max(0.3, 1 - (surprise * surprise * surprise))), 2);
            }
            else
            {
                (damping, growth) = (damping * growth, 2 * growth);
                if (damping > 1e15)
                    return (here, value);
            }
        }

        return null;
    }

    /// <summary>
    /// The damped step inside the box. A coordinate at a bound that the descent presses against stays; one whose step would cross a bound goes just
    /// to it,
    /// and the others' steps are found again with that known.
    /// </summary>
    private static bool TryStep(
        ReadOnlySpan<double> here, ReadOnlySpan<double> lower, ReadOnlySpan<double> upper,
        ReadOnlySpan<double> gradient, ReadOnlySpan<double> normal, double damping, Span<double> factor, Span<double> step)
    {
        int size = here.Length;
        Span<bool> held = stackalloc bool[size];
        Span<double> known = stackalloc double[size];
        for (int j = 0; j < size; j++)
            held[j] = (here[j] <= lower[j] && gradient[j] <= 0) || (here[j] >= upper[j] && gradient[j] >= 0);
        for (int round = 0; round <= size; round++)
        {
            // A row that is wholly 0 has the solution 0.
            normal.CopyTo(factor);
            for (int j = 0; j < size; j++)
            {
                step[j] = held[j] ? 0 : gradient[j];
                for (int k = 0; k < size; k++)
                {
                    if (!held[j])
                        step[j] -= normal[(j * size) + k] * known[k];
                    if (held[j] || held[k])
                        factor[(j * size) + k] = 0;
                }

                factor[j * (size + 1)] *= 1 + damping;
            }

            if (!SmallCholesky.TryFactor(factor, size))
                return false;
            SmallCholesky.Solve(factor, step);
            bool crossed = false;
            for (int j = 0; j < size; j++)
            {
                if (held[j])
                {
                    step[j] = known[j];
                    continue;
                }

                double inside = Math.Clamp(here[j] + step[j], lower[j], upper[j]) - here[j];
                if (here[j] + step[j] < lower[j] || here[j] + step[j] > upper[j])
                    (held[j], known[j], crossed) = (true, inside, true);
            }

            if (!crossed)
                return true;
        }

        return true;
    }

    private static double Squares(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double value in vector)
            sum += value * value;
        return sum;
    }

    private static double Dot(ReadOnlySpan<double> columns, int column, ReadOnlySpan<double> other)
    {
        ReadOnlySpan<double> left = columns.Slice(column * other.Length, other.Length);
        double sum = 0;
        for (int i = 0; i < other.Length; i++)
            sum += left[i] * other[i];
        return sum;
    }
}
