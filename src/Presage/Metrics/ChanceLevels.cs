namespace Presage.Metrics;

/// <summary>What a guesser scores.</summary>
/// <remarks>
/// For tasks with a fixed number of choices k it is 1/k, whatever the length normalisation. Where a few items differ (ARC, MMLU) the number of nearly all stands.
/// Task names are matched as lm-evaluation-harness, OLMo and BIG-bench print them: without regard to case and of <c>-</c>, <c>_</c> and <c>:</c>,
/// with or without a leading group (<c>leaderboard_</c>, <c>bigbench_</c>), and with trailing words that leave the choices as they are
/// (language, split, shots, version, as in <c>hellaswag_val_rc_5shot</c>). A name that merely resembles a known one has no chance level.
/// </remarks>
public static class ChanceLevels
{
    /// <summary>Score of a guesser on a task.</summary>
    /// <param name="task">The task's name as printed.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="filter">The answer filter; null where none.</param>
    /// <returns>
    /// In the metric's unit. Null where the metric has no chance level, where the task is unknown, where its number of choices varies,
    /// and where an answer out of few choices must be written out or is taken out of a text by a filter:
    /// a guesser who knows the choices and one who does not score differently there.
    /// </returns>
    public static double? For(string task, Metric metric, string? filter)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(metric);
        TaskAnswers? answers = TaskAnswers.Of(task);
        return metric.ChanceRule switch
        {
            ChanceRule.None => null,
            ChanceRule.Zero => answers is null or TaskAnswers.FreeForm ? 0 : null,
            ChanceRule.PerTask => answers switch
            {
                TaskAnswers.FreeForm => 0,
                TaskAnswers.Choices choices when IsUnfiltered(filter) => choices.GuessedRight,
                _ => null,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static bool IsUnfiltered(string? filter) => filter is null or "" or "none";
}
