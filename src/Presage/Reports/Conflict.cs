using System.Collections.Immutable;
using Presage.Evaluations;

namespace Presage.Reports;

/// <summary>One result for which inputs claim different values. All claims are shown in the curves; no law uses them.</summary>
/// <param name="Result">The result in words: model, checkpoint, task, metric, shots.</param>
/// <param name="Claims">Each value with where it stands.</param>
public sealed record Conflict(string Result, ImmutableArray<ConflictingClaim> Claims);

/// <summary>One of the values claimed for a result.</summary>
/// <param name="Value">The value.</param>
/// <param name="Origin">Where it stands.</param>
public sealed record ConflictingClaim(double Value, Origin Origin);
