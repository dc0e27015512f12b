using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Presage.Scoring;

namespace Presage.Benchmarks;

/// <summary>A thousand replicates over 10,000 items, one thread.</summary>
public class ItemBootstrapBenchmarks
{
    private readonly ImmutableArray<double> _right = [.. Enumerable.Range(0, 10_000).Select(item => item % 3 == 0 ? 1.0 : 0)];
    private readonly ImmutableArray<double> _graded = [.. Enumerable.Range(1, 10_000).Select(item => Math.Log(item))];

    /// <summary>Any numbers: items are drawn one by one.</summary>
    /// <returns>The standard error.</returns>
    [Benchmark(Baseline = true)]
    public double? AnyNumbers() => ItemBootstrap.Run([_graded], 1000, 1, 1, CancellationToken.None).StandardError(0);

    /// <summary>Right or wrong: the number of right items is drawn.</summary>
    /// <returns>The standard error.</returns>
    [Benchmark]
    public double? RightOrWrong() => ItemBootstrap.Run([_right], 1000, 1, 1, CancellationToken.None).StandardError(0);
}
