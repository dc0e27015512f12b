using System.Collections.Concurrent;

namespace Presage.Emergence;

/// <summary>
/// Standard normal numbers for the simulated null distributions, the same for every ability: a p-value then depends on the data alone,
/// and no numbers are drawn in the inner loop.
/// </summary>
internal static class NormalPool
{
    /// <summary>Simulated data sets: a p-value near 0.04 has a standard error of 0.003.</summary>
    public const int Draws = 4096;

    private static readonly ConcurrentDictionary<int, double[]> Rows = new();

    /// <summary>The numbers of one model.</summary>
    /// <param name="model">Index of the model.</param>
    /// <returns>Shape [<see cref="Draws"/>].</returns>
    public static double[] Row(int model) => Rows.GetOrAdd(model, static index =>
    {
        CounterRandom random = new(20_220_615, (ulong)index, 0);
        double[] row = new double[Draws];
        for (int i = 0; i < row.Length; i++)
            row[i] = random.Normal();
        return row;
    });
}
