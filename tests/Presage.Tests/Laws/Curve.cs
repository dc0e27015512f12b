using Presage.Laws;
using Presage.Metrics;

namespace Presage.Tests.Laws;

/// <summary>Curves for the tests of laws.</summary>
internal static class Curve
{
    public static Metric Accuracy { get; } = new()
    {
        Name = "acc",
        Title = "accuracy",
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        ChanceRule = ChanceRule.PerTask,
        Transform = MetricTransform.LogLog,
        Source = "tests",
    };

    public static Metric Loss { get; } = new()
    {
        Name = "loss",
        Title = "cross-entropy",
        Minimum = 0,
        Orientation = Orientation.LowerIsBetter,
        Transform = MetricTransform.Log,
        Source = "tests",
    };

    public static Metric Perplexity { get; } = Loss with { Name = "ppl", Title = "perplexity", Minimum = 1, Transform = MetricTransform.LogOfLog };

    public static ICurveLaw Law(string name) => CurveLaws.All.Single(law => law.Name == name);

    public static CurveData Of(Metric metric, double[] positions, double[] values, double? chance = null, double? samplingVariance = null) =>
        new([.. positions], [.. values], metric, chance, samplingVariance);

    public static double[] Grid(int points, double from = 19, double to = 24) =>
        [.. Enumerable.Range(0, points).Select(i => from + (i * (to - from) / (points - 1)))];

    public static FitOutcome.Converged Converges(FitOutcome outcome) =>
        outcome as FitOutcome.Converged ?? throw new Xunit.Sdk.XunitException(outcome.ToString());

    public static void Fails(FitFailure reason, FitOutcome outcome) => Assert.Equal(reason, Assert.IsType<FitOutcome.Failed>(outcome).Reason);

    public static Coefficient Coefficient(this FitOutcome.Converged fit, string name) => fit.Coefficients.Single(coefficient => coefficient.Name == name);

    public static double Normal(this Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>How often a coefficient's 95 % interval holds the truth, of the refits to simulated curves that give one; nine in ten must.</summary>
    public static double Coverage(string law, string coefficient, double truth, int degreesOfFreedom, int repetitions, Func<CurveData> simulate)
    {
        int held = 0, given = 0;
        for (int i = 0; i < repetitions; i++)
        {
            Coefficient estimate = Converges(Law(law).Fit(simulate())).Coefficient(coefficient);
            given += estimate.StandardError is null ? 0 : 1;
            held += Math.Abs(estimate.Value - truth) <= StudentQuantile.At(degreesOfFreedom) * estimate.StandardError ? 1 : 0;
        }

        Assert.True(given >= 0.9 * repetitions, $"{given} of {repetitions} refits give a standard error.");
        return (double)held / given;
    }
}
