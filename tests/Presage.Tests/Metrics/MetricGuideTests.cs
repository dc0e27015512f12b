using System.Globalization;
using Presage.Metrics;
using Presage.Testing;

namespace Presage.Tests.Metrics;

public sealed class MetricGuideTests
{
    [Fact]
    public void Guide_TableOfMetrics_IsTheCatalogue()
    {
        string[] written = [.. File.ReadLines(GuidePages.Path("metrics.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        Assert.Equal([.. MetricCatalogue.All.Select(Row)], written);
    }

    private static string Row(Metric metric)
    {
        string names = string.Join(", ", metric.Aliases.Prepend(metric.Name).Select(name => $"`{name}`"));
        string range = (metric.Minimum, metric.Maximum) switch
        {
            ({ } min, { } max) => $"{Number(min)} to {Number(max)}",
            ({ } min, null) => $"from {Number(min)}",
            (null, { } max) => $"to {Number(max)}",
            (null, null) => "any",
        };
        string better = metric.Orientation switch
        {
            Orientation.HigherIsBetter => "higher",
            Orientation.LowerIsBetter => "lower",
            Orientation.Neither => "neither",
            Orientation.Unknown => "unknown",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        string chance = metric.ChanceRule switch
        {
            ChanceRule.None => "none",
            ChanceRule.Zero => "0",
            ChanceRule.PerTask => "per task",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        string response = metric.TokenErrorResponse.ToString().ToLowerInvariant();
        string continuity = metric.Continuity.ToString().ToLowerInvariant();
        string counts = metric.CountsSuccesses ? "yes" : "no";
        return $"| {names} | {metric.Title} | {range} | {better} | {response} | {continuity} | {chance} | {counts} | {metric.Transform} |";
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
