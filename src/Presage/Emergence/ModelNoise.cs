namespace Presage.Emergence;

/// <summary>Spread of models about a law beyond the sampling of items: seed, data order, recipe.</summary>
/// <param name="StandardDeviation">On the scale of log(-log p).</param>
/// <param name="Source">Where the figure comes from.</param>
public sealed record ModelNoise(double StandardDeviation, ModelNoiseSource Source);
