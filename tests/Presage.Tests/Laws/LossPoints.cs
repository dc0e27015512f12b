using System.Collections.Immutable;
using System.Globalization;
using Presage.Laws;
using Presage.Testing;
using Presage.Units;

namespace Presage.Tests.Laws;

/// <summary>Points of L(N, D) for the tests: those of Hoffmann et al. (2022), or simulated.</summary>
internal static class LossPoints
{
    public static ImmutableArray<LossPoint> Published(int highestLeftOut)
    {
        string[][] rows = [.. File.ReadLines(SharedData.Path("chinchilla", "svg_extracted_data.csv")).Select(line => line.Split(','))];
        int size = Array.IndexOf(rows[0], "Model Size"), compute = Array.IndexOf(rows[0], "Training FLOP"), loss = Array.IndexOf(rows[0], "loss");
        double Number(string[] row, int column) => double.Parse(row[column], CultureInfo.InvariantCulture);
        return
        [
            .. rows.Skip(1)
                .Select(row => Point(Number(row, size), Number(row, compute) / (6 * Number(row, size)), Number(row, loss)))
                .OrderByDescending(point => point.Loss.Count)
                .Skip(highestLeftOut),
        ];
    }

    public static LossPoint Point(double parameters, double tokens, double loss) => new(Params.From(parameters), Tokens.From(tokens), Nats.From(loss));

    public static ImmutableArray<LossPoint> Simulated(ChinchillaLaw law, int points, double scatter, Random random) =>
    [
        .. Enumerable.Range(0, points).Select(_ =>
        {
            double parameters = Math.Exp(17.5 + (6 * random.NextDouble())), tokens = Math.Exp(20 + (6 * random.NextDouble()));
            return Point(parameters, tokens, law.LossAt(Params.From(parameters), Tokens.From(tokens)).Count * Math.Exp(scatter * random.Normal()));
        }),
    ];
}
