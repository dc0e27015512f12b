using System.Collections.Immutable;

namespace Presage.Evaluations;

/// <summary>
/// Lends a sample count to results that have none, where every other model on the same task and metric has the same one.
/// </summary>
/// <remarks>A printed standard error of 0 at a score of 0 hides n; the same task has the same items for all models.</remarks>
internal static class SharedSampleCounts
{
    public static ImmutableArray<TaskResult> Fill(IReadOnlyList<TaskResult> results)
    {
        // null marks a task whose models disagree.
        var counts = new Dictionary<(string Task, string Metric, string? Filter), long?>();
        foreach (TaskResult result in results)
        {
            if (result.Samples is not { } samples || !result.Metric.CountsSuccesses)
                continue;
            var key = (result.Task, result.Metric.Name, result.Filter);
            if (!counts.TryGetValue(key, out long? known))
                counts.Add(key, samples);
            else if (known != samples)
                counts[key] = null;
        }

        return
        [
            .. results.Select(result =>
                result.Samples is null && result.Metric.CountsSuccesses
                && counts.GetValueOrDefault((result.Task, result.Metric.Name, result.Filter)) is { } shared
                && FitsCount(result, shared)
                    ? result with { Samples = shared, SampleSource = SampleSource.FromOtherModels }
                    : result),
        ];
    }

    // The score must be a whole number of successes among so many items, as far as four printed digits tell, and a printed standard
    // error must be the one of so many items: otherwise this result is of another test set.
    private static bool FitsCount(TaskResult result, long samples)
    {
        double successes = result.Value * samples;
        bool whole = Math.Abs(successes - Math.Round(successes)) <= Math.Max(1e-4, 1e-4 * samples);
        double binomial = Math.Sqrt(result.Value * (1 - result.Value) / samples);
        return whole && (result.StandardError is not { } error || Math.Abs(error - binomial) <= 0.02 * binomial);
    }
}
