namespace Presage.Evaluations;

/// <summary>Where a number stands: the file, and the record in it.</summary>
/// <param name="Path">Path as the user would recognise it, relative to what was asked for, with <c>/</c>.</param>
/// <param name="Record">The record: a line number, a JSON path, or a task and metric.</param>
public sealed record Origin(string Path, string Record);
