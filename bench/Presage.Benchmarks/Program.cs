using BenchmarkDotNet.Running;
using Presage.Benchmarks;

return args switch
{
    ["compare", .. string[] rest] => PeerComparison.Run(rest),
    ["compare-scoring", .. string[] rest] => ScoringComparison.Run(rest),
    ["verdicts"] => VerdictTimings.Run(),
    ["report", .. string[] rest] => SimulatedReport.Write(rest),
    _ => BenchmarkSwitcher.FromAssembly(typeof(LogisticFitBenchmarks).Assembly).Run(args).Any() ? 0 : 1,
};
