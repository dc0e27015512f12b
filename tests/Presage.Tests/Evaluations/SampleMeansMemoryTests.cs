using Presage.Evaluations;

namespace Presage.Tests.Evaluations;

/// <summary>What folding keeps. The count is the process's, so nothing else may run meanwhile.</summary>
[Collection(nameof(SampleMeansMemoryTests))]
[CollectionDefinition(nameof(SampleMeansMemoryTests), DisableParallelization = true)]
public class SampleMeansMemoryTests
{
    [Fact]
    public void ManySamples_AreNotKept()
    {
        SampleMeans means = new(new SampleMeansOptions());
        ReportedWeights[] weights = [.. Enumerable.Range(0, 50).Select(i => new ReportedWeights { Model = $"m{i}" })];
        string[] items = [.. Enumerable.Range(0, 20_000).Select(i => $"item {i}")];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (ReportedWeights model in weights)
        {
            foreach (string item in items)
            {
                means.Add(new Sample
                {
                    Weights = model,
                    Task = "t",
                    Item = item,
                    Scores = [new SampleScore("nll", item.Length)],
                    Origin = new Origin("file.csv", "line 2"),
                });
            }
        }

        means.Commit();

        // Of a million samples, the items' numbers are kept, and a bit per item and model.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 4 << 20);
        Assert.Equal(50, means.Summarise().Results.Length);
    }
}
