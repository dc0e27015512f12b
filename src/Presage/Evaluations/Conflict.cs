using System.Collections.Immutable;

namespace Presage.Evaluations;

/// <summary>One result for which inputs claim different values. All claims are shown in the curves; no law uses them.</summary>
/// <param name="Result">The result in words: model, checkpoint, task, metric, shots.</param>
/// <param name="Claims">Each value with where it stands.</param>
public sealed record Conflict(string Result, ImmutableArray<ConflictingClaim> Claims);
