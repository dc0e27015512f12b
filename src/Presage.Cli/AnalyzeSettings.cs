using System.Collections.Immutable;
using Presage.Curves;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>What <c>presage analyze</c> was asked for.</summary>
internal sealed record AnalyzeSettings
{
    public required ImmutableArray<string> Paths { get; init; }

    public string? Mapping { get; init; }

    public string? Ladder { get; init; }

    public ImmutableArray<string> Excluded { get; init; } = [];

    public SeriesFilter Filter { get; init; } = new();

    /// <summary>Only abilities with these verdicts; empty for all.</summary>
    public ImmutableArray<VerdictKind> Verdicts { get; init; } = [];

    public CurveOptions Curves { get; init; } = new();

    public bool KeepSubtasks { get; init; }

    /// <summary>Null where no page is wanted.</summary>
    public string? Html { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Markdown { get; init; }

    public bool Quiet { get; init; }

    public int Top { get; init; } = 20;

    public int Threads { get; init; } = Environment.ProcessorCount;
}
