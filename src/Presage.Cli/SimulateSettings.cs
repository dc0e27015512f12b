using System.Collections.Immutable;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>What <c>presage simulate</c> was asked for.</summary>
internal sealed record SimulateSettings
{
    public required ImmutableArray<SimulationCell> Cells { get; init; }

    /// <summary>Whole reports; empty where none are wanted.</summary>
    public ImmutableArray<ReportCell> Reports { get; init; } = [];

    /// <summary>Ladders per cell; a tenth of them reports.</summary>
    public int Draws { get; init; } = 2000;

    public ulong Seed { get; init; } = 1;

    /// <summary>Finished cells are kept here; null where a run need not be resumable.</summary>
    public string? State { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Csv { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Markdown { get; init; }

    public bool Quiet { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;
}
