using System.Collections.Immutable;

namespace Presage.Reports;

/// <summary>A table of text, the same in every output.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">Shape [rows, columns].</param>
/// <param name="Notes">Sentences below it; may be empty.</param>
/// <remarks>Equality compares the arrays by reference.</remarks>
public sealed record TextTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows, ImmutableArray<string> Notes);
