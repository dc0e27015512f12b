using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Presage.Scoring;

namespace Presage.Benchmarks;

/// <summary>Token edit distances of a thousand pairs, a third of whose tokens are wrong.</summary>
public class EditDistanceBenchmarks
{
    private ImmutableArray<(int[] Response, int[] Target)> _pairs;

    /// <summary>Mean tokens of a target.</summary>
    [Params(5, 20, 60, 200, 1000)]
    public int Length { get; set; }

    /// <summary>Draws the pairs.</summary>
    [GlobalSetup]
    public void Draw() => _pairs = TokenPairs.Draw(1000, Length, 50_000, 0.33, new Random(4));

    /// <summary>One thread.</summary>
    /// <returns>The sum of the distances.</returns>
    [Benchmark(Baseline = true)]
    public long ThousandDistances()
    {
        long total = 0;
        foreach ((int[] response, int[] target) in _pairs)
            total += TokenEditDistance.Count(response, target);
        return total;
    }
}
