using System.Collections.Immutable;
using Presage.Laws;
using Presage.Metrics;

namespace Presage.Benchmarks;

/// <summary>Accuracy curves over 12 models, simulated: a logistic in log10 compute, seen through 500 right-or-wrong items per model.</summary>
internal static class LogisticCurves
{
    public const int Points = 12;
    public const double Chance = 0.25;
    private const int Items = 500;

    public static Metric Accuracy { get; } = new()
    {
        Name = "acc",
        Title = "accuracy",
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        ChanceRule = ChanceRule.PerTask,
        CountsSuccesses = true,
        Transform = MetricTransform.LogLog,
        Source = "simulated",
    };

    /// <summary>The curves.</summary>
    /// <param name="curves">How many.</param>
    /// <param name="random">Where they come from.</param>
    public static ImmutableArray<CurveData> Simulate(int curves, Random random) =>
        [.. Enumerable.Range(0, curves).Select(_ => Simulate(random))];

    private static CurveData Simulate(Random random)
    {
        double ceiling = 0.5 + (0.45 * random.NextDouble()), steepness = 1.5 + (3 * random.NextDouble()), centre = 20.5 + (1.5 * random.NextDouble());
        double[] positions = new double[Points], values = new double[Points];
        for (int i = 0; i < Points; i++)
        {
            positions[i] = 19 + (i * 4.5 / (Points - 1));
            double rate = Chance + ((ceiling - Chance) / (1 + Math.Exp(-steepness * (positions[i] - centre))));
            int right = 0;
            for (int item = 0; item < Items; item++)
                right += random.NextDouble() < rate ? 1 : 0;
            values[i] = (double)right / Items;
        }

        return new CurveData([.. positions], [.. values], Accuracy, Chance, samplingVariance: null);
    }
}
