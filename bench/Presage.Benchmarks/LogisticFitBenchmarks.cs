using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Presage.Laws;

namespace Presage.Benchmarks;

/// <summary>10,000 logistic fits of 12 points.</summary>
[MemoryDiagnoser]
public class LogisticFitBenchmarks
{
    private readonly ImmutableArray<CurveData> _curves = LogisticCurves.Simulate(10_000, new Random(12));
    private readonly ICurveLaw _law = CurveLaws.All.Single(law => law.Name == "logistic");

    /// <summary>One thread.</summary>
    /// <returns>How many converged.</returns>
    [Benchmark(Baseline = true)]
    public int TenThousandFits()
    {
        int converged = 0;
        foreach (CurveData curve in _curves)
            converged += _law.Fit(curve) is FitOutcome.Converged ? 1 : 0;
        return converged;
    }

    /// <summary>All laws of one variable on each of the curves, one thread.</summary>
    /// <returns>How many converged.</returns>
    [Benchmark]
    public int EveryLawOfEveryCurve()
    {
        int converged = 0;
        foreach (CurveData curve in _curves)
            foreach (ICurveLaw law in CurveLaws.All)
                converged += law.Fit(curve) is FitOutcome.Converged ? 1 : 0;
        return converged;
    }
}
