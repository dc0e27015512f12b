namespace Presage.Emergence;

/// <summary>Data that would settle an open question, in numbers.</summary>
/// <param name="Text">What to measure, as one sentence.</param>
/// <param name="MoreModels">Further models of the same range; null where models are not what is missing.</param>
/// <param name="ItemsPerModel">Items per model; null where items are not what is missing.</param>
public sealed record UnresolvedData(string Text, int? MoreModels, long? ItemsPerModel);
