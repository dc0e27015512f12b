using System.Collections.Immutable;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>Everything that a simulation found.</summary>
/// <param name="Engine">Fingerprint of the engine.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Cells">Ladders, cell by cell.</param>
/// <param name="Reports">Whole reports, cell by cell.</param>
/// <param name="ThreadTime">Time of all threads together, earlier runs of the same state included.</param>
internal sealed record SimulationResults(
    string Engine, ulong Seed, ImmutableArray<CellResult> Cells, ImmutableArray<ReportResult> Reports, TimeSpan ThreadTime);
