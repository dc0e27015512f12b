namespace Presage.Evaluations;

/// <summary>One of the values claimed for a result.</summary>
/// <param name="Value">The value.</param>
/// <param name="Samples">Test items; null where unknown.</param>
/// <param name="Origin">Where it stands.</param>
public sealed record ConflictingClaim(double Value, long? Samples, Origin Origin);
