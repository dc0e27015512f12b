using Presage.Scoring;
using Presage.Testing;

namespace Presage.Tests.Scoring;

public sealed class EvidenceGuideTests
{
    [Fact]
    public void Guide_TableOfEvidence_IsTheProgramsTable()
    {
        string[] written =
        [
            .. File.ReadLines(GuidePages.Path("metrics.md")).SkipWhile(line => line != "| metric | needs |").Skip(2)
                .TakeWhile(line => line.StartsWith('|')),
        ];

        Assert.Equal([.. ScoredMetrics.All.Select(Row)], written);
    }

    private static string Row(ScoredMetric metric) =>
        $"| {metric.Metric.Title} (`{metric.Metric.Name}`) | {string.Join("; or ", metric.Routes.Select(Route))} |";

    private static string Route(EvidenceRoute route) =>
        EvidenceRoute.Words(route.Needs) + (route.Approximation is { } approximation ? $" (approximate: {approximation})" : "");
}
