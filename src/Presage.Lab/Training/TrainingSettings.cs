using Presage.Lab.Transformers;

namespace Presage.Lab.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainingSettings
{
    /// <summary>The most steps: more than any ladder of tiny models needs.</summary>
    public const int MostSteps = 10_000_000;

    /// <summary>The largest batch.</summary>
    public const int LargestBatch = 65_536;

    /// <summary>The model.</summary>
    public required ModelSettings Model { get; init; }

    /// <summary>Optimiser steps, 1 to <see cref="MostSteps"/>.</summary>
    public required int Steps { get; init; }

    /// <summary>Of initial values and training problems; any number.</summary>
    public required long Seed { get; init; }

    /// <summary>Sequences per step, 1 to <see cref="LargestBatch"/>.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>The largest learning rate, finite and above 0; null for min(0.02, 0.32 / d).</summary>
    public double? LearningRate { get; init; }

    /// <summary>Steps in which the learning rate rises, 0 to <see cref="Steps"/>; null for max(20, 5 % of the steps), at most the steps.</summary>
    public int? WarmUp { get; init; }

    /// <summary>What the learning rate does after it has risen.</summary>
    public LearningRateDecay Decay { get; init; } = LearningRateDecay.Cosine;

    /// <summary>When the model is tested while it trains, as <see cref="Ladders.LadderRunner"/> does; null for never. It changes no other number.</summary>
    public EvaluationPoints? Evaluations { get; init; }

    /// <summary>Decoupled weight decay, finite and at least 0.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Decay of the mean of gradients, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of squared gradients, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.99;

    /// <summary>The largest Euclidean norm of a gradient, above 0; longer ones are shortened to it.</summary>
    public double Clip { get; init; } = 1;

    /// <summary><see cref="LearningRate"/>, or what stands for it.</summary>
    public double PeakLearningRate => LearningRate ?? Math.Min(0.02, 0.32 / Model.Width);

    /// <summary><see cref="WarmUp"/>, or what stands for it.</summary>
    public int WarmUpSteps => WarmUp ?? Math.Min(Steps, Math.Max(20, Steps / 20));

    /// <summary>Refuses what cannot be trained.</summary>
    /// <exception cref="ArgumentException">A member is outside its range.</exception>
    public void Check()
    {
        Model.Check();
        if (Steps is < 1 or > MostSteps)
            throw new ArgumentException($"There are {Steps} steps; there must be 1 to {MostSteps}.");
        if (Batch is < 1 or > LargestBatch)
            throw new ArgumentException($"The batch has {Batch} sequences; it must have 1 to {LargestBatch}.");
        if (!double.IsFinite(PeakLearningRate) || PeakLearningRate <= 0)
            throw new ArgumentException($"The learning rate is {PeakLearningRate}; it must be finite and above 0.");
        if (WarmUpSteps < 0 || WarmUpSteps > Steps)
            throw new ArgumentException($"The learning rate rises for {WarmUpSteps} steps; it must be 0 to the {Steps} there are.");
        if (!Enum.IsDefined(Decay))
            throw new ArgumentException($"The decay of the learning rate is {Decay}, which is none.");
        Evaluations?.Check(Steps);
        if (!double.IsFinite(WeightDecay) || WeightDecay < 0)
            throw new ArgumentException($"The weight decay is {WeightDecay}; it must be finite and at least 0.");
        if (!(Beta1 is >= 0 and < 1 && Beta2 is >= 0 and < 1))
            throw new ArgumentException($"The betas are {Beta1} and {Beta2}; they must be at least 0 and below 1.");
        if (!(Clip > 0))
            throw new ArgumentException($"Gradients are clipped at {Clip}; it must be above 0.");
    }
}
