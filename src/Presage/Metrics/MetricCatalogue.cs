using System.Collections.Immutable;
using System.Globalization;

namespace Presage.Metrics;

/// <summary>The metrics that Presage knows, found by the names that logs print.</summary>
public static class MetricCatalogue
{
    private static readonly Lazy<Dictionary<string, Metric>> ByName = new(Index);

    /// <summary>All known metrics, grouped by idea. Of <c>pass@k</c> the common k; <see cref="Find"/> knows every k.</summary>
    public static ImmutableArray<Metric> All { get; } =
    [
        .. Accuracies.All,
        .. StringMatches.All,
        .. PassRates.Common,
        .. Losses.All,
        .. Perplexities.All,
        .. ProbabilityScores.All,
        .. TextOverlaps.All,
        .. BiasMeasures.All,
        .. Aggregates.All,
    ];

    /// <summary>The metric of a name.</summary>
    /// <param name="name">As printed, without answer filter; case does not matter, nor whether words are joined by <c>_</c>, <c>-</c> or a space.</param>
    /// <returns>Null where the catalogue does not know the name.</returns>
    public static Metric? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string key = Key(name);
        return ByName.Value.GetValueOrDefault(key) ?? PassRates.Find(key);
    }

    /// <summary>A metric that the catalogue does not know. It is drawn, and marked unknown.</summary>
    /// <param name="name">As printed.</param>
    /// <param name="higherIsBetter">What the log says of it; null where it says nothing.</param>
    public static Metric Unknown(string name, bool? higherIsBetter)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Metric
        {
            Name = name,
            Title = name,
            Orientation = higherIsBetter switch
            {
                true => Orientation.HigherIsBetter,
                false => Orientation.LowerIsBetter,
                null => Orientation.Unknown,
            },
            Source = "",
        };
    }

    private static string Key(string name) =>
        name.Trim().ToLower(CultureInfo.InvariantCulture).Replace('-', '_').Replace(' ', '_');

    private static Dictionary<string, Metric> Index()
    {
        Dictionary<string, Metric> byName = [];
        foreach (Metric metric in All)
        {
            foreach (string name in metric.Aliases.Prepend(metric.Name))
                byName.Add(Key(name), metric);
        }

        return byName;
    }
}
