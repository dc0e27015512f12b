using System.Collections.Immutable;
using System.Globalization;
using Presage.Evaluations;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Models;
using Presage.Units;

namespace Presage.Lab.Answers;

/// <summary>Answers as samples, which every reader of results takes.</summary>
public static class AnswerSamples
{
    /// <summary>One sample per answer, scored by <c>exact_match</c>; its evidence is target, response and log-probabilities.</summary>
    /// <param name="model">Who answered.</param>
    /// <param name="answers">Its answers.</param>
    public static ImmutableArray<Sample> Of(TrainedModel model, ImmutableArray<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(WeightsOf(model), model.Split.Task, answers);
    }

    internal static ImmutableArray<Sample> Of(ReportedWeights weights, LabTask task, ImmutableArray<Answer> answers) =>
        [
            .. answers.Select(answer =>
            {
                (string prompt, string target) = (task.Prompt(answer.Problem), task.Answer(answer.Problem));
                return new Sample
                {
                    Weights = weights,
                    Task = task.Name,
                    Shots = 0,
                    Item = prompt,
                    Scores = [new SampleScore("exact_match", answer.Response == target ? 1 : 0) { Chance = task.CommonestAnswer }],
                    Evidence = new SampleEvidence
                    {
                        Targets = [target],
                        TargetTokens = target.Length,
                        Response = answer.Response,
                        TargetLogProbabilities = answer.TargetLogProbabilities,
                    },
                    Origin = new Origin(SourceOf(weights), prompt),
                };
            }),
        ];

    /// <summary>Where samples of a model say that they stand: one source per set of weights.</summary>
    internal static string SourceOf(ReportedWeights weights) => string.Create(
        CultureInfo.InvariantCulture, $"{weights.Model}-seed-{weights.Seed}{(weights.Step is { } step ? $"-step-{step}" : "")}");

    /// <summary>The model as results name it: <c>lab-addition-3-d16-2-layers-160-steps</c>, its seed apart.</summary>
    /// <param name="model">The model.</param>
    /// <param name="ladder">Name of its ladder; null for the task's.</param>
    internal static ReportedWeights WeightsOf(TrainedModel model, string? ladder = null)
    {
        TrainingSettings settings = model.Settings;
        ladder ??= model.Split.Task.Name;
        return new ReportedWeights
        {
            Model = string.Create(
                CultureInfo.InvariantCulture,
                $"lab-{ladder}-{settings.Model.Name}-{settings.Steps}-steps"),
            Seed = settings.Seed,
            Facts = new ModelFacts
            {
                Family = $"lab-{ladder}",
                NonEmbeddingParameters = settings.Model.NonEmbeddingParameters,
                ActiveParameters = settings.Model.IsSparse ? settings.Model.NonEmbeddingParameters : null,
                TotalParameters = model.TotalParameters,
                TrainingTokens = model.TrainingTokens,
                TrainingCompute = model.TrainingCompute,
                TokensPerStep = Tokens.From(model.TrainingTokens.Count / settings.Steps),
            },
        };
    }

    /// <summary>A model's weights after some of its steps.</summary>
    /// <param name="weights">Of the finished model.</param>
    /// <param name="settings">How it is trained.</param>
    /// <param name="step">1 to its steps.</param>
    internal static ReportedWeights After(ReportedWeights weights, TrainingSettings settings, int step)
    {
        double share = (double)step / settings.Steps;
        return weights with
        {
            Step = step,
            CheckpointTokens = weights.Facts!.TokensPerStep!.Value.Count * step,
            CheckpointCompute = weights.Facts.TrainingCompute!.Value.Count * share,
        };
    }
}
