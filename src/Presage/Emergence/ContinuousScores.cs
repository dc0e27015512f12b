using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>A continuous metric of an ability: the mean loss of the right answer per model.</summary>
/// <param name="Losses">Shape [models]; mean negative log-probability of the right answer, nats, above 0.</param>
/// <param name="StandardErrors">Shape [models]; of the losses, from sampling items; nats, at least 0.</param>
public sealed record ContinuousScores(ImmutableArray<double> Losses, ImmutableArray<double> StandardErrors);
