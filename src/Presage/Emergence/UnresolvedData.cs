using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>Data that would settle an open question, in numbers.</summary>
/// <param name="Text">What to measure, as one sentence.</param>
/// <param name="MoreModels">Further models; null where models are not what is missing.</param>
/// <param name="ItemsPerModel">Items per model in all; null where items are not what is missing.</param>
public sealed record UnresolvedData(string Text, int? MoreModels, long? ItemsPerModel)
{
    /// <summary>Indices of the models that the data are wanted of, or between which further models are wanted; empty where of all of them.</summary>
    public ImmutableArray<int> Rungs { get; init; } = [];
}
