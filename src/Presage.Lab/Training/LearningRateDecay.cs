namespace Presage.Lab.Training;

/// <summary>What the learning rate does after it has risen.</summary>
public enum LearningRateDecay
{
    /// <summary>It falls to 0 on half a cosine.</summary>
    Cosine,

    /// <summary>It stays, so that a checkpoint is what a shorter run would have given.</summary>
    Constant,
}
