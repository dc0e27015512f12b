namespace Presage.Evaluations;

/// <summary>A model that has results but no card, so that it has no place on any axis.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Results">How many results wait for it.</param>
/// <param name="Suggestion">The lines to add to <c>ladder.yaml</c>.</param>
public sealed record UnknownModel(string Name, int Results, string Suggestion);
