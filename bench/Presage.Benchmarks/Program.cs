using BenchmarkDotNet.Running;
using Presage.Benchmarks;

return args switch
{
    ["compare", .. string[] rest] => PeerComparison.Run(rest),
    ["compare-scoring", .. string[] rest] => ScoringComparison.Run(rest),
    ["compare-lab", .. string[] rest] => LabComparison.Run(rest),
    ["lab-steps", .. string[] rest] => LabModels.WriteSteps(rest),
    ["lab-checkpoint", string folder] => LabModels.WriteCheckpoint(folder),
    ["import-samples", string peers, string program] => ImportComparison.Run(peers, program),
    ["samples", string folder, string megabytes, string models] =>
        SampleLogs.Write(folder, double.Parse(megabytes, System.Globalization.CultureInfo.InvariantCulture), int.Parse(models, System.Globalization.CultureInfo.InvariantCulture)),
    ["verdicts"] => VerdictTimings.Run(),
    ["report", .. string[] rest] => SimulatedReport.Write(rest),
    _ => BenchmarkSwitcher.FromAssembly(typeof(LogisticFitBenchmarks).Assembly).Run(args).Any() ? 0 : 1,
};
