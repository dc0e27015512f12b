using System.Collections.Immutable;
using System.Globalization;

namespace Presage.Evaluations;

/// <summary>
/// Pools the subtasks of one test into one result per model: families of tasks that differ only in a trailing number
/// (ten or more of them), and the 57 subjects of MMLU.
/// </summary>
/// <remarks>
/// The pooled score weights every item equally. A model that lacks a subtask is not pooled: a mean over other items would
/// not compare. Numbered subtasks are replaced by their pool, since each alone is too small to read; subjects stay beside it.
/// </remarks>
internal static class SubtaskPooling
{
    private const int FewestNumberedSubtasks = 10;
    private const string MmluPrefix = "hendrycksTest-";
    private const int MmluSubjects = 57;

    public static (ImmutableArray<TaskResult> Results, ImmutableArray<string> Notes) Pool(
        ImmutableArray<TaskResult> results, bool keepSubtasks)
    {
        var pools = new Dictionary<PoolKey, Members>();
        foreach (TaskResult result in results)
        {
            if (PoolOf(result.Task) is not (var name, var number, var numbered) || result.Samples is null || !result.Metric.CountsSuccesses)
                continue;
            var key = new PoolKey(name, result.Metric.Name, result.Filter, numbered);
            if (!pools.TryGetValue(key, out Members? members))
                pools.Add(key, members = new Members());
            members.Subtasks.Add(number);
            members.Results.Add(result);
        }

        var pooled = ImmutableArray.CreateBuilder<TaskResult>();
        var notes = ImmutableArray.CreateBuilder<string>();
        var replaced = new HashSet<TaskResult>(ReferenceEqualityComparer.Instance);
        foreach ((PoolKey key, Members members) in pools)
        {
            int size = members.Subtasks.Count;
            if (size < (key.Numbered ? FewestNumberedSubtasks : MmluSubjects))
                continue;
            foreach (var group in members.Results.GroupBy(result =>
                (result.Run.Card.Family, result.Run.Card.Name, result.Run.Run, result.Run.Seed, result.Run.Checkpoint, result.Shots)))
            {
                TaskResult[] parts = [.. group];
                if (parts.Length == size && !parts.Any(part => part.Conflicting))
                {
                    pooled.Add(Mean(key, parts));
                    if (key.Numbered && !keepSubtasks)
                        replaced.UnionWith(parts);
                }
                else if (key.Numbered)
                {
                    notes.Add(string.Create(
                        CultureInfo.InvariantCulture,
                        $"'{key.Name}' of {group.Key.Name} is not pooled: {parts.Length} results for {size} numbered subtasks, or conflicting ones; its subtasks stand alone."));
                }
            }

            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"'{key.Name}' ({key.Metric}) pools {size} {(key.Numbered ? "numbered subtasks" : "subjects")}, every item weighted equally."));
        }

        return (
            [.. results.Where(result => !replaced.Contains(result)), .. pooled],
            notes.ToImmutable());
    }

    private static TaskResult Mean(PoolKey key, TaskResult[] parts)
    {
        long samples = parts.Sum(part => part.Samples!.Value);
        double value = parts.Sum(part => part.Value * part.Samples!.Value) / samples;
        return parts[0] with
        {
            Task = key.Name,
            Value = value,
            StandardError = value is > 0 and < 1 ? Math.Sqrt(value * (1 - value) / (samples - 1)) : null,
            Samples = samples,
            SampleSource = parts.Max(part => part.SampleSource),
            Chance = parts.All(part => part.Chance is not null)
                ? parts.Sum(part => part.Chance!.Value * part.Samples!.Value) / samples
                : null,
            Origins =
            [
                .. parts.SelectMany(part => part.Origins.Select(origin => origin.Path)).Distinct()
                    .Select(path => new Origin(path, string.Create(CultureInfo.InvariantCulture, $"{parts.Length} subtasks of {key.Name}"))),
            ],
        };
    }

    private static (string Name, string Subtask, bool Numbered)? PoolOf(string task)
    {
        if (task.StartsWith(MmluPrefix, StringComparison.Ordinal))
            return (MmluPrefix[..^1], task[MmluPrefix.Length..], false);
        int digits = task.Length;
        while (digits > 0 && char.IsAsciiDigit(task[digits - 1]))
            digits--;
        return digits < task.Length && digits > 1 && task[digits - 1] is ('_' or '-')
            ? (task[..(digits - 1)], task[digits..], true)
            : null;
    }

    private readonly record struct PoolKey(string Name, string Metric, string? Filter, bool Numbered);

    private sealed class Members
    {
        public HashSet<string> Subtasks { get; } = new(StringComparer.Ordinal);

        public List<TaskResult> Results { get; } = [];
    }
}
