using System.Collections.Immutable;
using System.Globalization;

namespace Presage.Metrics;

/// <summary>pass@k: the chance that at least one of k drawn solutions passes the tests.</summary>
/// <remarks>
/// Estimated without bias as 1 - C(n-c, k)/C(n, k) from n draws with c successes (Chen et al. 2021), so an item's value lies between 0 and 1,
/// and no counts are assumed. A different k is a different metric.
/// </remarks>
internal static class PassRates
{
    private static readonly string[] Prefixes = ["pass@", "pass_at_"];

    public static ImmutableArray<Metric> Common { get; } = [PassAt("1"), PassAt("10"), PassAt("100")];

    /// <summary>The metric of a name such as <c>pass@7</c> or <c>pass_at_k</c>, in lower case.</summary>
    public static Metric? Find(string name)
    {
        foreach (string prefix in Prefixes)
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            string draws = name[prefix.Length..];
            if (draws is "k" || (int.TryParse(draws, NumberStyles.None, CultureInfo.InvariantCulture, out int k) && k > 0))
                return PassAt(draws.TrimStart('0'));
        }

        return null;
    }

    private static Metric PassAt(string k) => new()
    {
        Name = $"pass@{k}",
        Title = k is "k" ? "pass rate of k draws" : $"pass rate of {k} draw{(k is "1" ? "" : "s")}",
        Aliases = [$"pass_at_{k}"],
        Minimum = 0,
        Maximum = 1,
        Orientation = Orientation.HigherIsBetter,
        TokenErrorResponse = TokenErrorResponse.Nonlinear,
        Continuity = Continuity.Discontinuous,
        ChanceRule = ChanceRule.Zero,
        Transform = MetricTransform.LogLog,
        Source = "Chen et al. 2021 (Codex), equation 1",
    };
}
