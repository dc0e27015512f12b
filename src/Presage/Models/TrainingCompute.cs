using Presage.Units;

namespace Presage.Models;

/// <summary>A training compute together with where it comes from.</summary>
/// <param name="Operations">Floating-point operations of forward and backward passes.</param>
/// <param name="Source">Stated, or 6ND with a named N.</param>
public sealed record TrainingCompute(Flops Operations, ComputeSource Source);
