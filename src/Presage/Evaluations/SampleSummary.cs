using System.Collections.Immutable;

namespace Presage.Evaluations;

/// <summary>What samples come to.</summary>
/// <param name="Results">One mean each, with its standard error (null below two items), number of items, and the file of its first sample.</param>
/// <param name="Notes">Tasks whose models have different items, and scores that are one number throughout.</param>
public sealed record SampleSummary(ImmutableArray<ReportedResult> Results, ImmutableArray<string> Notes);
