using System.Collections.Immutable;
using Presage.Curves;

namespace Presage.Cli;

/// <summary>What a command that reads results was asked to read.</summary>
internal sealed record ReadingSettings
{
    public required ImmutableArray<string> Paths { get; init; }

    public string? Mapping { get; init; }

    public string? Ladder { get; init; }

    public ImmutableArray<string> Excluded { get; init; } = [];

    public SeriesFilter Filter { get; init; } = new();

    public CurveOptions Curves { get; init; } = new();

    public bool KeepSubtasks { get; init; }

    public bool Quiet { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;
}
