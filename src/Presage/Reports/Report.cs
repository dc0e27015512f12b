using System.Collections.Immutable;
using Presage.Emergence;
using Presage.Evaluations;
using Presage.Reports.Training;

namespace Presage.Reports;

/// <summary>Everything a report says. Every output (page, JSON, Markdown, terminal) prints this and computes nothing.</summary>
/// <remarks>Holds no time and no absolute path, so that the same inputs give the same bytes.</remarks>
public sealed record Report
{
    /// <summary>The JSON schema's name.</summary>
    public const string Schema = "presage.report/1";

    /// <summary>What was read, in the order of reading.</summary>
    public required ImmutableArray<InputReport> Inputs { get; init; }

    /// <summary>What was not used, and why.</summary>
    public required ImmutableArray<Rejection> Rejected { get; init; }

    /// <summary>Models without a card, with the line to add.</summary>
    public required ImmutableArray<UnknownModel> UnknownModels { get; init; }

    /// <summary>Results for which inputs claim different values.</summary>
    public required ImmutableArray<Conflict> Conflicts { get; init; }

    /// <summary>What a reader must know of the whole report: pooled subtasks, slices, mixed sources of compute.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The abilities with their verdicts, those that deserve attention first.</summary>
    public ImmutableArray<AbilityReport> Abilities { get; init; } = [];

    /// <summary>The curves, those that deserve attention first.</summary>
    public required ImmutableArray<SeriesReport> Series { get; init; }

    /// <summary>How the models were trained; null where others trained them.</summary>
    public TrainingReport? Training { get; init; }

    /// <summary>The report with only some verdicts; they stay as they were judged among all.</summary>
    /// <param name="kinds">The kinds wanted; empty for all.</param>
    public Report Only(ImmutableArray<VerdictKind> kinds)
    {
        if (kinds.IsEmpty)
            return this;
        ImmutableArray<AbilityReport> wanted = [.. Abilities.Where(ability => kinds.Contains(ability.Verdict.Kind))];
        HashSet<string> ids = [.. wanted.Select(ability => ability.Id)];
        return this with
        {
            Abilities = wanted,
            Series = [.. Series.Where(series => series.Ability is { } id && ids.Contains(id))],
            Notes =
            [
                .. Notes,
                $"Only {wanted.Length} of {Abilities.Length} abilities are shown ({string.Join(", ", kinds.Select(ReportText.Verdict))}); all of them were judged together.",
            ],
        };
    }
}
