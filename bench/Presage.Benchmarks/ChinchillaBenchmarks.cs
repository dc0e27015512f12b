using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Presage.Laws;

namespace Presage.Benchmarks;

/// <summary>L(N, D) fitted to 240 points.</summary>
[MemoryDiagnoser]
public class ChinchillaBenchmarks
{
    private readonly ImmutableArray<LossPoint> _points = LossPoints.Simulate(new Random(240));
    private readonly ChinchillaOptions _grid = new();
    private readonly FitOutcome.Converged _fit;
    private readonly ChinchillaOptions _refit = new() { Starts = [ChinchillaLaw.Hoffmann2022] };

    /// <summary>Fits the points once, for the refits.</summary>
    public ChinchillaBenchmarks() => _fit = (FitOutcome.Converged)ChinchillaLaw.Fit(_points, _refit, degreeOfParallelism: 1);

    /// <summary>The 4,500 published starts on one thread.</summary>
    [Benchmark(Baseline = true)]
    public FitOutcome PublishedStarts() => ChinchillaLaw.Fit(_points, _grid, degreeOfParallelism: 1);

    /// <summary>The 4,500 published starts on two threads.</summary>
    [Benchmark]
    public FitOutcome PublishedStartsTwoThreads() => ChinchillaLaw.Fit(_points, _grid, degreeOfParallelism: 2);

    /// <summary>From one start, as in a bootstrap.</summary>
    [Benchmark]
    public FitOutcome Refit() => ChinchillaLaw.Fit(_points, _refit, degreeOfParallelism: 1);

    /// <summary>4,000 refits to resampled points on one thread.</summary>
    [Benchmark]
    public ChinchillaBootstrap Bootstrap() => ChinchillaBootstrap.Run(_points, _fit, _grid, draws: 4000, seed: 1, degreeOfParallelism: 1, CancellationToken.None);

    /// <summary>The same with the scale of the residuals estimated in each.</summary>
    [Benchmark]
    public ChinchillaBootstrap BootstrapWithScale() =>
        ChinchillaBootstrap.Run(_points, _fit, _grid with { ScaleEstimated = true }, draws: 4000, seed: 1, degreeOfParallelism: 1, CancellationToken.None);
}
