using System.Collections.Concurrent;

namespace Presage.Emergence;

/// <summary>
/// Standard normal numbers for the simulated null distributions, the same for every ability: a p-value then depends on the data alone,
/// and no numbers are drawn in the inner loop.
/// </summary>
internal static class NormalPool
{
    /// <summary>Simulated data sets in one chunk.</summary>
    public const int Chunk = 4096;

    /// <summary>Later chunks of this many models are kept; those of longer ladders are drawn anew each time, to save memory.</summary>
    private const int KeptModels = 24;

    private static readonly ConcurrentDictionary<(int Model, int Chunk), double[]> Rows = new();

    /// <summary>The numbers of one model.</summary>
    /// <param name="model">Index of the model.</param>
    /// <param name="chunk">Index of the chunk.</param>
    /// <returns>Shape [<see cref="Chunk"/>].</returns>
    public static double[] Row(int model, int chunk) =>
        chunk == 0 || model < KeptModels ? Rows.GetOrAdd((model, chunk), Draw) : Draw((model, chunk));

    private static double[] Draw((int Model, int Chunk) place)
    {
        CounterRandom random = new(20_220_615, (ulong)place.Model, (ulong)place.Chunk);
        double[] row = new double[Chunk];
        for (int i = 0; i < row.Length; i++)
            row[i] = random.Normal();
        return row;
    }
}
