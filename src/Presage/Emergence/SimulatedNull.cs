using System.Runtime.Intrinsics;

namespace Presage.Emergence;

/// <summary>The distribution of a test statistic under pure noise, drawn from <see cref="NormalPool"/> as far as it is needed and kept.</summary>
/// <remarks>Safe for several threads: the statistics do not depend on who asks for them.</remarks>
/// <param name="models">Models.</param>
internal abstract class SimulatedNull(int models)
{
    /// <summary>Draws between two looks at whether the decision is settled.</summary>
    public const int Block = 256;

    private readonly List<double[]> _blocks = [];
    private readonly Lock _lock = new();
    private double[][] _rows = [];
    private int _chunk = -1;

    /// <summary>Share of draws of pure noise whose statistic is at least the observed one.</summary>
    /// <param name="observed">The observed statistic.</param>
    /// <param name="plan">How many draws.</param>
    /// <returns>p-value and draws behind it; 1 and 0 where the statistic is not above 0.</returns>
    public (double PValue, int Draws) PValue(double observed, DrawPlan plan)
    {
        if (!(observed > 0))
            return (1, 0);
        int exceed = 0, done = 0;
        for (int block = 0; done < plan.Most; block++)
        {
            double[] statistics = At(block);
            int used = Math.Min(Block, plan.Most - done);
            for (int i = 0; i < used; i++)
                exceed += statistics[i] >= observed ? 1 : 0;
            done += used;
            if (plan.IsSettled(exceed, done))
                break;
        }

        return (DrawPlan.PValue(exceed, done), done);
    }

    /// <summary>The statistics of four draws.</summary>
    /// <param name="rows">Shape [models][draws]; standard normal numbers.</param>
    /// <param name="at">Index of the first of the four.</param>
    protected abstract Vector256<double> Statistics(double[][] rows, int at);

    /// <summary>Dot products of a direction with four draws.</summary>
    protected static Vector256<double> Dot(double[] direction, double[][] rows, int at)
    {
        Vector256<double> dot = Vector256<double>.Zero;
        for (int i = 0; i < direction.Length; i++)
            dot = Vector256.FusedMultiplyAdd(Vector256.Create(direction[i]), Vector256.Create(rows[i], at), dot);
        return dot;
    }

    /// <summary>Squares of four draws that a set of orthonormal directions leaves.</summary>
    protected static Vector256<double> Left(double[][] directions, double[][] rows, int at)
    {
        Vector256<double> left = Vector256<double>.Zero;
        for (int i = 0; i < directions[0].Length; i++)
        {
            Vector256<double> z = Vector256.Create(rows[i], at);
            left = Vector256.FusedMultiplyAdd(z, z, left);
        }

        foreach (double[] direction in directions)
        {
            Vector256<double> dot = Dot(direction, rows, at);
            left -= dot * dot;
        }

        return left;
    }

    private double[] At(int block)
    {
        lock (_lock)
        {
            while (_blocks.Count <= block)
            {
                int start = _blocks.Count * Block, chunk = start / NormalPool.Chunk;
                if (chunk != _chunk)
                    (_rows, _chunk) = ([.. Enumerable.Range(0, models).Select(model => NormalPool.Row(model, chunk))], chunk);
                double[] statistics = new double[Block];
                for (int i = 0; i < Block; i += Vector256<double>.Count)
                    Statistics(_rows, (start % NormalPool.Chunk) + i).CopyTo(statistics, i);
                _blocks.Add(statistics);
            }

            return _blocks[block];
        }
    }
}
