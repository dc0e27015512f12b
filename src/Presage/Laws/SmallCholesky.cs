namespace Presage.Laws;

/// <summary>Cholesky factors of a few rows and columns, in place.</summary>
internal static class SmallCholesky
{
    /// <summary>Overwrites the lower triangle of a symmetric matrix with its factor.</summary>
    /// <param name="matrix">Shape [size, size].</param>
    /// <param name="size">Rows and columns.</param>
    /// <param name="least">A pivot at most this share of its diagonal counts as 0.</param>
    /// <returns>False where the matrix is not positive definite. A row that is wholly 0 is taken as fixed: its solution is 0.</returns>
    public static bool TryFactor(Span<double> matrix, int size, double least = 1e-15)
    {
        for (int j = 0; j < size; j++)
        {
            double diagonal = matrix[(j * size) + j], pivot = diagonal;
            for (int k = 0; k < j; k++)
                pivot -= matrix[(j * size) + k] * matrix[(j * size) + k];
            if (diagonal == 0)
                pivot = double.PositiveInfinity;
            else if (!(pivot > least * diagonal))
                return false;

            double root = matrix[(j * size) + j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < size; i++)
            {
                double value = matrix[(i * size) + j];
                for (int k = 0; k < j; k++)
                    value -= matrix[(i * size) + k] * matrix[(j * size) + k];
                matrix[(i * size) + j] = value / root;
            }
        }

        return true;
    }

    /// <summary>Solves for one right-hand side, in place.</summary>
    /// <param name="factor">From <see cref="TryFactor"/>.</param>
    /// <param name="vector">Shape [size].</param>
    public static void Solve(ReadOnlySpan<double> factor, Span<double> vector)
    {
        int size = vector.Length;
        for (int i = 0; i < size; i++)
        {
            double value = vector[i];
            for (int k = 0; k < i; k++)
                value -= factor[(i * size) + k] * vector[k];
            vector[i] = value / factor[(i * size) + i];
        }

        for (int i = size - 1; i >= 0; i--)
        {
            double value = vector[i];
            for (int k = i + 1; k < size; k++)
                value -= factor[(k * size) + i] * vector[k];
            vector[i] = value / factor[(i * size) + i];
        }
    }
}
