using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>Tells zeros that no model earned from honest ones, by the other tasks of the same group.</summary>
/// <remarks>
/// A task may be too hard for every model of a family, and then 0 of many items is its honest score. But where every task of a group (tasks whose names begin alike, as <c>arithmetic_2da</c> and
/// <c>arithmetic_1dc</c> do) has exactly 0 under every model, a wild guess or an easy item never being right among thousands, then the answers were probably never read. One
/// success anywhere in the group clears all of it.
/// </remarks>
internal static class SiblingZeros
{
    /// <summary>Fewest tasks in a group.</summary>
    private const int FewestTasks = 5;

    /// <summary>Fewest items of the group under each model.</summary>
    private const long FewestItems = 5000;

    private static readonly char[] Separators = ['_', '-', ' ', ':', '.'];

    /// <summary>The abilities with <see cref="MeasurementFault.ZeroEverywhere"/> added where their group shows it.</summary>
    public static ImmutableArray<AssembledAbility> Flag(ImmutableArray<AssembledAbility> abilities)
    {
        HashSet<Ability> flagged = new(ReferenceEqualityComparer.Instance);
        foreach (var group in abilities.Select(one => one.Ability).OfType<Ability>().Where(ability => ability.Raw is { Chance: 0 }).GroupBy(GroupOf))
        {
            Ability[] tasks = [.. group];
            if (tasks.DistinctBy(ability => ability.Task).Count() >= FewestTasks
                && tasks.All(ability => ability.Raw!.Successes.All(count => count == 0))
                && tasks.GroupBy(ability => ability.Task).Sum(task => task.Min(ability => ability.Raw!.Samples.Min())) >= FewestItems)
            {
                flagged.UnionWith(tasks);
            }
        }

        return
        [
            .. abilities.Select(one => one.Ability is { } ability && flagged.Contains(ability)
                ? one with { Ability = ability with { KnownFaults = ability.KnownFaults.Add(MeasurementFault.ZeroEverywhere) } }
                : one),
        ];
    }

    private static (string, string, int?, string?) GroupOf(Ability ability) =>
        (ability.Task.Split(Separators, 2)[0], ability.Family, ability.Shots, ability.Model);
}
