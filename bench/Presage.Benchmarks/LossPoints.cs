using System.Collections.Immutable;
using System.Globalization;
using Presage.Laws;
using Presage.Units;

namespace Presage.Benchmarks;

/// <summary>Points of L(N, D): read from the figure of Hoffmann et al. (2022), or simulated with the same size and scatter.</summary>
internal static class LossPoints
{
    /// <summary>Reads a table with the columns <c>Model Size</c>, <c>Training FLOP</c> and <c>loss</c>, and leaves out the five highest losses, as Besiroglu et al. (2024) do.</summary>
    public static ImmutableArray<LossPoint> Read(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split(','))];
        int size = Array.IndexOf(rows[0], "Model Size"), compute = Array.IndexOf(rows[0], "Training FLOP"), loss = Array.IndexOf(rows[0], "loss");
        double Number(string[] row, int column) => double.Parse(row[column], CultureInfo.InvariantCulture);
        return
        [
            .. rows.Skip(1)
                .OrderByDescending(row => Number(row, loss))
                .Skip(5)
                .Select(row => new LossPoint(
                    Params.From(Number(row, size)), Tokens.From(Number(row, compute) / (6 * Number(row, size))), Nats.From(Number(row, loss)))),
        ];
    }

    /// <summary>240 points of the law of Besiroglu et al. (2024) with Laplace errors of scale 0.004 in log loss.</summary>
    public static ImmutableArray<LossPoint> Simulate(Random random)
    {
        ChinchillaLaw law = new(1.8172, 477.8, 0.3473, 2143, 0.3672);
        return [.. Enumerable.Range(0, 240).Select(_ => Point())];

        LossPoint Point()
        {
            Params parameters = Params.From(Math.Exp(17.5 + (6 * random.NextDouble())));
            Tokens tokens = Tokens.From(Math.Exp(20 + (6 * random.NextDouble())));
            double error = 0.004 * Math.Log(random.NextDouble() / random.NextDouble());
            return new LossPoint(parameters, tokens, Nats.From(law.LossAt(parameters, tokens).Count * Math.Exp(error)));
        }
    }
}
