using Presage.Emergence;

namespace Presage.Reports;

/// <summary>How a report is made.</summary>
public sealed record ReportOptions
{
    /// <summary>Threads that fit curves, at least 1. The report is the same at any number.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Told the number of curves fitted so far; called from several threads.</summary>
    public Action<int>? Progress { get; init; }

    /// <summary>Told the number of abilities judged so far, of how many; called from several threads.</summary>
    public Action<int, int>? JudgingProgress { get; init; }

    /// <summary>Levels and limits of the verdicts.</summary>
    public VerdictOptions Verdicts { get; init; } = new();
}
