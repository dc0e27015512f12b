using MathNet.Numerics.LinearAlgebra;

namespace Presage.Forecasts.Capabilities;

/// <summary>Principal components of models' benchmark scores: the low-dimensional capabilities of Ruan et al. (2024, 2405.10938).</summary>
/// <remarks>
/// A missing score is filled in by a one-component model of the standardised scores, iterated to rest, as there. The components are those of the
/// centred scores, not standardised.
/// The sign of a component is that of its loadings' sum, so that more of the first is better.
/// </remarks>
internal sealed class PrincipalCapabilities
{
    private const int Iterations = 500;

    private PrincipalCapabilities(double[,] scores, double[] explained) => (Scores, Explained) = (scores, explained);

    /// <summary>Shape [models, components].</summary>
    public double[,] Scores { get; }

    /// <summary>Shape [components]; each component's share of the variance, descending.</summary>
    public IReadOnlyList<double> Explained { get; }

    /// <summary>Finds the components.</summary>
    /// <param name="scores">Shape [models, benchmarks]; NaN where missing; at least two different ones in each column.</param>
    /// <param name="components">At least 1; no more than models or benchmarks.</param>
    /// <exception cref="ArgumentException">A column has no two different scores, or there are fewer rows or columns than components.</exception>
    public static PrincipalCapabilities Of(double[,] scores, int components)
    {
        (int models, int benchmarks) = (scores.GetLength(0), scores.GetLength(1));
        if (components < 1 || components > Math.Min(models, benchmarks))
            throw new ArgumentException($"{components} components of {models} models and {benchmarks} benchmarks.", nameof(components));
        Matrix<double> filled = Filled(scores);
        for (int j = 0; j < benchmarks; j++)
            filled.SetColumn(j, filled.Column(j) - filled.Column(j).Average());

        var decomposition = filled.Svd();
        double total = decomposition.S.Sum(value => value * value);
        double[,] found = new double[models, components];
        for (int k = 0; k < components; k++)
        {
            double sign = decomposition.VT.Row(k).Sum() < 0 ? -1 : 1;
            for (int i = 0; i < models; i++)
                found[i, k] = sign * decomposition.U[i, k] * decomposition.S[k];
        }

        return new PrincipalCapabilities(found, [.. decomposition.S.Take(components).Select(value => value * value / total)]);
    }

    private static Matrix<double> Filled(double[,] scores)
    {
        (int models, int benchmarks) = (scores.GetLength(0), scores.GetLength(1));
        double[] means = new double[benchmarks], deviations = new double[benchmarks];
        for (int j = 0; j < benchmarks; j++)
        {
            double[] present = [.. Enumerable.Range(0, models).Select(i => scores[i, j]).Where(score => !double.IsNaN(score))];
            if (present.Length == 0 || present.Min() == present.Max())
                throw new ArgumentException($"Benchmark {j} has no two different scores.", nameof(scores));
            means[j] = present.Average();
            deviations[j] = Math.Sqrt(present.Average(score => (score - means[j]) * (score - means[j])));
        }

        Matrix<double> standardised = Matrix<double>.Build.Dense(
            models, benchmarks, (i, j) => double.IsNaN(scores[i, j]) ? 0 : (scores[i, j] - means[j]) / deviations[j]);
        (int Row, int Column)[] missing =
            [.. from i in Enumerable.Range(0, models) from j in Enumerable.Range(0, benchmarks) where double.IsNaN(scores[i, j]) select (i, j)];
        double change = missing.Length == 0 ? 0 : double.PositiveInfinity;
        for (int iteration = 0; iteration < Iterations && change > 1e-9; iteration++)
        {
            // The filled columns are not centred: the component is that of what stands beside their means.
            Vector<double> centres = standardised.ColumnSums() / models;
            var decomposition = Matrix<double>.Build.Dense(models, benchmarks, (i, j) => standardised[i, j] - centres[j]).Svd();
            change = 0;
            foreach ((int i, int j) in missing)
            {
                double value = centres[j] + (decomposition.U[i, 0] * decomposition.S[0] * decomposition.VT[0, j]);
                change = Math.Max(change, Math.Abs(value - standardised[i, j]));
                standardised[i, j] = value;
            }
        }

        return Matrix<double>.Build.Dense(
            models, benchmarks, (i, j) => double.IsNaN(scores[i, j]) ? means[j] + (deviations[j] * standardised[i, j]) : scores[i, j]);
    }
}
