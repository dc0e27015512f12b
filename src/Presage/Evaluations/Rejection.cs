namespace Presage.Evaluations;

/// <summary>Something that was not used.</summary>
/// <param name="Path">The file.</param>
/// <param name="Record">The record in it; null for the whole file.</param>
/// <param name="Reason">Why, in words a user can act on.</param>
public sealed record Rejection(string Path, string? Record, string Reason);
