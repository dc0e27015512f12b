namespace Presage.Laws;

/// <summary>An estimated coefficient.</summary>
/// <param name="Name">The name used in the law's formula.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error; null where the data do not give one.</param>
public sealed record Coefficient(string Name, double Value, double? StandardError);
