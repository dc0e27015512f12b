using System.Collections.Immutable;
using Presage.Emergence;
using Presage.Reports.Training;

namespace Presage.Cli;

/// <summary>What <c>presage analyze</c> was asked for.</summary>
internal sealed record AnalyzeSettings
{
    public required ReadingSettings Reading { get; init; }

    /// <summary>Only abilities with these verdicts; empty for all.</summary>
    public ImmutableArray<VerdictKind> Verdicts { get; init; } = [];

    /// <summary>Null where no page is wanted.</summary>
    public string? Html { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Json { get; init; }

    /// <summary><c>-</c> for standard output; null where none is wanted.</summary>
    public string? Markdown { get; init; }

    public int Top { get; init; } = 20;

    /// <summary>How the models were trained, where this program trained them; null else.</summary>
    public TrainingReport? Training { get; init; }
}
