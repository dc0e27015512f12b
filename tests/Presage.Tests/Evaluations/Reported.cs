using Presage.Evaluations;
using Presage.Models;
using Presage.Units;

namespace Presage.Tests;

/// <summary>Short ways to say what a log stated.</summary>
internal static class Reported
{
    public static ReportedResult Result(string model, double value, string task = "arc_easy", string metric = "acc", string path = "results.json") => new()
    {
        Model = model,
        Facts = new ModelFacts { Family = "Test", NonEmbeddingParameters = Params.From(Size(model)), TrainingTokens = Tokens.From(3e11) },
        Task = task,
        Metric = metric,
        Value = value,
        Shots = 0,
        Origin = new Origin(path, task),
    };

    public static EvaluationSet Assemble(params ReportedResult[] results) => EvaluationSet.Assemble(results, ModelCatalogue.BuiltIn);

    // "m3" has 3e8 parameters.
    private static double Size(string model) =>
        double.Parse(model.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) * 1e8;
}
