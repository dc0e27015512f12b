using BenchmarkDotNet.Attributes;
using Presage.Emergence;

namespace Presage.Benchmarks;

/// <summary>Verdicts on 89 series of 12 points at 1,000 replicates per test.</summary>
[MemoryDiagnoser]
public class VerdictBenchmarks
{
    private readonly Ability[] _abilities =
    [
        .. Enumerable.Range(0, 89).Select(i => SyntheticLadder.Draw(
            new SimulationCell((SimulationTruth)(i % 7), SimulationEvidence.Continuous, 12, 1000, 0.1, 0, SimulationDeparture.None), 1, i)),
    ];

    /// <summary>One thread.</summary>
    /// <returns>How many verdicts.</returns>
    [Benchmark(Baseline = true)]
    public int OneThread() => VerdictEngine.Judge(_abilities, new VerdictOptions { FixedDraws = 1000 }, 1).Length;

    /// <summary>Every processor.</summary>
    /// <returns>How many verdicts.</returns>
    [Benchmark]
    public int EveryProcessor() => VerdictEngine.Judge(_abilities, new VerdictOptions { FixedDraws = 1000 }, Environment.ProcessorCount).Length;
}
