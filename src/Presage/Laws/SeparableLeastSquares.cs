namespace Presage.Laws;

/// <summary>Least squares for a law that is linear in all coefficients but one, the shape: the others follow from it, so only one dimension is searched.</summary>
/// <remarks>Variable projection (Golub and Pereyra 1973). The whole range of the shape is looked at, so no start is needed and the minimum is the global one.</remarks>
internal static class SeparableLeastSquares
{
    /// <summary>Writes the columns that the linear coefficients multiply, and their derivatives by the shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="columns">Shape [coefficients, points].</param>
    /// <param name="derivatives">Shape [coefficients, points].</param>
    public delegate void Design(double shape, Span<double> columns, Span<double> derivatives);

    /// <summary>The minimum.</summary>
    /// <param name="values">Shape [points]; more points than coefficients.</param>
    /// <param name="coefficients">Linear coefficients.</param>
    /// <param name="design">The columns.</param>
    /// <param name="shapes">Where to look: ascending, at least three, the minimum between the first and the last.</param>
    /// <returns>Null where the least sum of squares lies at an end of the range, or the columns are linearly dependent there.</returns>
    public static (double Shape, double[] Coefficients, double[] Residuals)? Minimise(ReadOnlySpan<double> values, int coefficients, Design design, ReadOnlySpan<double> shapes)
    {
        Solution best = default;
        int place = -1;
        for (int i = 0; i < shapes.Length; i++)
        {
            if (Solve(values, coefficients, design, shapes[i]) is { } solution && (place < 0 || solution.SumOfSquares < best.SumOfSquares))
                (best, place) = (solution, i);
        }

        if (place <= 0 || place == shapes.Length - 1)
            return null;

        // The sum of squares is flat at its minimum, its slope is not: halving on the slope's sign keeps all digits.
        double low = shapes[place - 1], high = shapes[place + 1];
        if (best.Slope > 0)
            high = shapes[place];
        else
            low = shapes[place];
        for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
        {
            if (Solve(values, coefficients, design, middle) is not { } solution)
                return null;
            best = solution;
            if (solution.Slope > 0)
                high = middle;
            else
                low = middle;
        }

        return (best.Shape, best.Coefficients, best.Residuals);
    }

    private static Solution? Solve(ReadOnlySpan<double> values, int coefficients, Design design, double shape)
    {
        int points = values.Length;
        double[] columns = new double[coefficients * points], derivatives = new double[coefficients * points];
        design(shape, columns, derivatives);
        double[] basis = [.. columns], upper = new double[coefficients * coefficients], solved = new double[coefficients];
        double[] residuals = values.ToArray();
        for (int j = 0; j < coefficients; j++)
        {
            Span<double> column = basis.AsSpan(j * points, points);
            double norm = Math.Sqrt(Dot(column, column));

            // Gram-Schmidt, twice: once leaves an error in proportion to the condition number.
            for (int pass = 0; pass < 2; pass++)
                for (int earlier = 0; earlier < j; earlier++)
                    upper[(earlier * coefficients) + j] += Remove(basis.AsSpan(earlier * points, points), column);
            double rest = upper[(j * coefficients) + j] = Math.Sqrt(Dot(column, column));
            if (!(rest > 1e-10 * norm && double.IsFinite(norm)))
                return null;
            for (int i = 0; i < points; i++)
                column[i] /= rest;
        }

        for (int pass = 0; pass < 2; pass++)
            for (int j = 0; j < coefficients; j++)
                solved[j] += Remove(basis.AsSpan(j * points, points), residuals);
        for (int j = coefficients - 1; j >= 0; j--)
        {
            for (int k = j + 1; k < coefficients; k++)
                solved[j] -= upper[(j * coefficients) + k] * solved[k];
            solved[j] /= upper[(j * coefficients) + j];
        }

        // At the best coefficients only the columns' own change with the shape counts.
        double slope = 0;
        for (int j = 0; j < coefficients; j++)
            slope -= 2 * solved[j] * Dot(derivatives.AsSpan(j * points, points), residuals);
        return new Solution(shape, solved, residuals, Dot(residuals, residuals), slope);
    }

    /// <summary>Takes a direction of unit length out of a vector.</summary>
    /// <returns>How much of it there was.</returns>
    private static double Remove(ReadOnlySpan<double> direction, Span<double> vector)
    {
        double share = Dot(direction, vector);
        for (int i = 0; i < vector.Length; i++)
            vector[i] -= share * direction[i];
        return share;
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private readonly record struct Solution(double Shape, double[] Coefficients, double[] Residuals, double SumOfSquares, double Slope);
}
