using System.Collections.Immutable;
using Presage.Evaluations;
using Presage.Lab.Answers;
using Presage.Lab.Tasks;
using Presage.Lab.Training;
using Presage.Lab.Transformers;

namespace Presage.Lab.Tests.Answers;

public sealed class AnswerTests
{
    private static readonly TrainedModel Model = Trainer.Train(
        new TaskSplit(new Addition(2), 100), new TrainingSettings { Model = ModelSettings.OfWidth(16), Steps = 150, Seed = 1, Batch = 64 },
        null,
        CancellationToken.None);

    [Fact]
    public void Answers_OfAHalfTrainedModel_AreRightExactlyWhereEveryPositionIs()
    {
        ImmutableArray<Answer> answers = AnswerSheet.Of(Model);

        Assert.Equal(Model.Split.Test, answers.Select(answer => answer.Problem));
        bool[] right = [.. answers.Select(answer => answer.Response == Model.Split.Task.Answer(answer.Problem))];
        Assert.Equal(right, answers.Select(answer => answer.PositionCorrect.All(correct => correct)));
        Assert.Contains(false, right);
        Assert.All(answers, answer =>
        {
            Assert.Equal(3, answer.Response.Length);
            Assert.Equal(3, answer.TargetLogProbabilities.Length);
            Assert.All(answer.TargetLogProbabilities, value => Assert.InRange(value, -100, 0));
            // A token with more than half the probability has the most of it.
            Assert.All(answer.TargetLogProbabilities.Zip(answer.PositionCorrect), pair => Assert.True(pair.Second || pair.First <= Math.Log(0.5)));
        });
    }

    [Fact]
    public void Samples_OfAModel_HoldTargetsResponsesAndLogProbabilities()
    {
        ImmutableArray<Answer> answers = AnswerSheet.Of(Model);
        ImmutableArray<Sample> samples = AnswerSamples.Of(Model, answers);

        Assert.Equal(answers.Length, samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i].Check();
            Assert.Equal("addition-2", samples[i].Task);
            Assert.Equal(Model.Split.Task.Prompt(answers[i].Problem), samples[i].Item);
            Assert.Equal(1, samples[i].Weights.Seed);
            Assert.Equal(6 * 6144.0 * Model.TrainingTokens.Count, samples[i].Weights.Facts!.TrainingCompute!.Value.Count);
            SampleEvidence evidence = samples[i].Evidence!;
            Assert.Equal(Model.Split.Task.Answer(answers[i].Problem), Assert.Single(evidence.Targets));
            Assert.Equal(answers[i].Response, evidence.Response);
            Assert.Equal(3, evidence.TargetTokens);
            Assert.Equal(answers[i].TargetLogProbabilities, evidence.TargetLogProbabilities);
            Assert.Equal(evidence.Response == evidence.Targets[0] ? 1 : 0, Assert.Single(samples[i].Scores).Value);
        }
    }

    [Fact]
    public void Samples_OfASparseModel_NameItAndItsParameters()
    {
        ModelSettings shape = ModelSettings.OfWidth(8) with { Experts = 4, ActiveExperts = 2 };
        TrainedModel model = Trainer.Train(
            new TaskSplit(new Addition(1), 10), new TrainingSettings { Model = shape, Steps = 5, Seed = 1, Batch = 20 },
            null,
            TestContext.Current.CancellationToken);

        ReportedWeights weights = AnswerSamples.Of(model, AnswerSheet.Of(model))[0].Weights;

        Assert.Equal("lab-addition-1-d8-2-layers-4-experts-2-active-5-steps", weights.Model);
        Assert.Equal(shape.NonEmbeddingParameters, weights.Facts!.NonEmbeddingParameters);
        Assert.Equal(shape.NonEmbeddingParameters, weights.Facts.ActiveParameters);
        // Embeddings 12 + 5 rows, head 12, five gains of 8.
        Assert.Equal(shape.TotalNonEmbeddingParameters.Count + ((12 + 5 + 12) * 8) + (5 * 8), weights.Facts.TotalParameters!.Value.Count);
        Assert.Equal(6 * shape.NonEmbeddingParameters.Count * model.TrainingTokens.Count, weights.Facts.TrainingCompute!.Value.Count);
        Assert.Null(AnswerSamples.Of(Model, AnswerSheet.Of(Model))[0].Weights.Facts!.ActiveParameters);
    }
}
