using System.Collections.Immutable;
using System.Globalization;

namespace Presage.Evaluations;

/// <summary>Merges equal claims about one result, and marks different ones as conflicting.</summary>
internal static class ClaimComparison
{
    public static (List<TaskResult> Results, ImmutableArray<Conflict> Conflicts) Compare(IReadOnlyList<TaskResult> results)
    {
        var byResult = new Dictionary<Identity, List<int>>();
        var merged = new List<TaskResult>(results.Count);
        foreach (TaskResult result in results)
        {
            Identity identity = Identity.Of(result);
            if (!byResult.TryGetValue(identity, out List<int>? claims))
                byResult.Add(identity, claims = []);

            int same = claims.FindIndex(claim => Agree(merged[claim], result));
            if (same < 0)
            {
                claims.Add(merged.Count);
                merged.Add(result);
            }
            else
            {
                merged[claims[same]] = Merge(merged[claims[same]], result);
            }
        }

        var conflicts = ImmutableArray.CreateBuilder<Conflict>();
        foreach ((Identity identity, List<int> claims) in byResult.Where(pair => pair.Value.Count > 1).OrderBy(pair => pair.Value[0]))
        {
            foreach (int claim in claims)
                merged[claim] = merged[claim] with { Conflicting = true };
            conflicts.Add(new Conflict(
                identity.ToString(),
                [.. claims.SelectMany(claim => merged[claim].Origins.Select(origin => new ConflictingClaim(merged[claim].Value, merged[claim].Samples, origin)))]));
        }

        return (merged, conflicts.ToImmutable());
    }

    // Two printings of one double may differ in the last digits.
    private static bool Agree(TaskResult first, TaskResult second) =>
        Math.Abs(first.Value - second.Value) <= 1e-9 * Math.Max(Math.Abs(first.Value), Math.Abs(second.Value))
        && (first.Samples is not { } n || second.Samples is not { } m || n == m);

    private static TaskResult Merge(TaskResult first, TaskResult second) => first with
    {
        StandardError = first.StandardError ?? second.StandardError,
        Samples = first.Samples ?? second.Samples,
        SampleSource = first.Samples is null ? second.SampleSource : first.SampleSource,
        Chance = first.Chance ?? second.Chance,
        Origins = first.Origins.AddRange(second.Origins),
    };

    /// <summary>What makes two numbers claims about the same thing.</summary>
    private readonly record struct Identity(
        string Family, string Model, string? Run, long? Seed, long? Step, double? Tokens, string Task, string Metric, string? Filter, int? Shots)
    {
        public static Identity Of(TaskResult result) => new(
            result.Run.Card.Family, result.Run.Card.Name, result.Run.Run, result.Run.Seed,
            result.Run.Checkpoint?.Step, result.Run.Checkpoint?.Step is null ? result.Run.Checkpoint?.Tokens?.Count : null,
            result.Task, result.Metric.Name, result.Filter, result.Shots);

        public override string ToString()
        {
            var words = new List<string> { Model };
            if (Run is not null)
                words.Add($"run {Run}");
            if (Seed is not null)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"seed {Seed}"));
            if (Step is not null)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"step {Step}"));
            else if (Tokens is not null)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{Tokens:G9} tokens"));
            words.Add(Task);
            words.Add(Filter is null ? Metric : $"{Metric},{Filter}");
            if (Shots is not null)
                words.Add(string.Create(CultureInfo.InvariantCulture, $"{Shots}-shot"));
            return string.Join(", ", words);
        }
    }
}
