using BenchmarkDotNet.Running;
using Presage.Benchmarks;

return args is ["compare", .. string[] rest]
    ? PeerComparison.Run(rest)
    : BenchmarkSwitcher.FromAssembly(typeof(LogisticFitBenchmarks).Assembly).Run(args).Any() ? 0 : 1;
