using System.Collections.Immutable;
using System.Globalization;
using Presage.Curves;
using Presage.Emergence;
using Presage.Evaluations;
using Presage.Metrics;
using Presage.Models;
using Presage.Units;

namespace Presage.Tests.Forecasts;

/// <summary>Ladders drawn from a known truth: logistic skill over log compute, model noise, and binomial items.</summary>
internal static class SyntheticLadders
{
    /// <summary>Curves of several families and tasks.</summary>
    /// <param name="families">Families.</param>
    /// <param name="tasks">Tasks.</param>
    /// <param name="models">Models of each family, half a decade apart.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="change">Changes a value: family, task and model by index; null for none.</param>
    public static ImmutableArray<ScalingCurve> Accuracy(int families, int tasks, int models, ulong seed, Func<int, int, int, double, double>? change = null)
    {
        const int samples = 500;
        List<TaskResult> results = [];
        for (int family = 0; family < families; family++)
        {
            for (int task = 0; task < tasks; task++)
            {
                CounterRandom random = new(seed, (ulong)((family * 1000) + task), 0);
                double centre = 20 + (4 * random.Uniform()), steepness = 0.5 + (1.5 * random.Uniform());
                for (int model = 0; model < models; model++)
                {
                    double place = 19 + (0.5 * model);
                    double skill = 1 / (1 + Math.Exp(-(steepness * (place - centre)) - (0.15 * random.Normal())));
                    double value = (double)random.Binomial(samples, 0.25 + (0.75 * skill)) / samples;
                    results.Add(Result($"F{family}", model, Math.Pow(10, place), $"task{task}", "acc", change?.Invoke(family, task, model, value) ?? value) with
                    {
                        Samples = samples,
                        Chance = 0.25,
                    });
                }
            }
        }

        return ScalingCurves.From(results, new CurveOptions());
    }

    /// <summary>One model's checkpoints over tokens, its score rising by .05 at each.</summary>
    public static ImmutableArray<ScalingCurve> Checkpoints(double parameters, double[] tokens) => ScalingCurves.From(
        [
            .. tokens.Select((seen, i) => Trained("F", 0, Params.From(parameters), Tokens.From(tokens[^1]), 0.3 + (0.05 * i)) is var result
                ? result with { Run = result.Run with { Card = result.Run.Card with { Name = "m" }, Checkpoint = new Checkpoint(null, Tokens.From(seen)) } }
                : null!),
        ],
        new CurveOptions { Axis = ScaleAxis.Tokens, OverSizes = false });

    /// <summary>One result of a model of known parameters and tokens.</summary>
    public static TaskResult Trained(string family, int model, Params parameters, Tokens tokens, double value)
    {
        TaskResult result = Result(family, model, 1, "task", "acc", value);
        return result with { Run = new ModelRun(result.Run.Card with { StatedCompute = null, TotalParameters = parameters, TrainingTokens = tokens }) };
    }

    /// <summary>One result.</summary>
    public static TaskResult Result(string family, int model, double compute, string task, string metric, double value) => new()
    {
        Run = new ModelRun(new ModelCard
        {
            Family = family,
            Name = string.Create(CultureInfo.InvariantCulture, $"{family}-{model}"),
            StatedCompute = Flops.From(compute),
            Source = "test",
        }),
        Task = task,
        Metric = MetricCatalogue.Find(metric)!,
        Value = value,
        Origins = [],
    };
}
