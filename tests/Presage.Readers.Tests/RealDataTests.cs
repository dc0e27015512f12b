using System.Diagnostics;
using Presage.Evaluations;
using Presage.Testing;

namespace Presage.Readers.Tests;

public class RealDataTests
{
    [Fact]
    public void Scratch()
    {
        foreach (string name in new[] { "pythia", "lm-eval-2023", "bigg-official-mc", "pythia-arithmetic", "obsscaling", "olmo-ladder", "pythia-chance-checkpoints", "llm-line", "inspect-logs", "bbh", "gemstones", "overtraining-gadre", "inverse-scaling", "chinchilla", "bigg-bigbench", "open-llm-leaderboard" })
        {
            string mapping = Reading.Mapping(name + ".yaml");
            Stopwatch watch = Stopwatch.StartNew();
            ReadOutcome o = Reading.With(new ReadOptions { MappingPath = File.Exists(mapping) ? mapping : null, DegreeOfParallelism = 2 }, SharedData.Path(name));
            Console.WriteLine($"== {name} {watch.ElapsedMilliseconds} ms inputs {o.Inputs.Length} results {o.Results.Length} rejected {o.Rejected.Length} ladder {o.Ladder.Length}");
            foreach (var g in o.Inputs.GroupBy(i => i.Format)) Console.WriteLine($"  {g.Key}: {g.Count()} e.g. {g.First()}");
            foreach (var g in o.Rejected.GroupBy(r => r.Reason).Take(5)) Console.WriteLine($"  REJ {g.Count()} {g.First()}");
            foreach (string n in o.Notes) Console.WriteLine("  NOTE " + n);
            foreach (ReportedResult r in o.Results.Take(2).Concat(o.Results.TakeLast(1))) Console.WriteLine("    " + r);
        }
    }
}
