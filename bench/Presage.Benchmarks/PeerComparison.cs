
using System.Diagnostics;
using Presage.Laws;

namespace Presage.Benchmarks;

internal static class PeerComparison
{
    public static int Run(string[] args)
    {
        var points = LossPoints.Read(args[0]);
        foreach (int degree in new[] { 1, 1, 1, 2 })
        {
            var w = Stopwatch.StartNew();
            FitOutcome f = ChinchillaLaw.Fit(points, new ChinchillaOptions(), degree);
            Console.WriteLine($"{w.Elapsed.TotalSeconds} {f}");
            if (f is FitOutcome.Converged c)
            {
                Console.WriteLine($"{c.ObjectiveValue:G12} {string.Join(" | ", c.Coefficients)} {c.Remarks[0]}");
            }
            else Console.WriteLine(f);
        }
        Console.WriteLine($"{ChinchillaLaw.Hoffmann2022.Objective(points):G9} {ChinchillaLaw.Hoffmann2022Rounded.Objective(points):G9}");
        var o = new ChinchillaObjective(points, 1e-3);
        var ends = ChinchillaOptions.PublishedStarts.Select(o.Minimise).ToArray();
        Console.WriteLine($"iterations mean {ends.Average(e => e.Iterations)} max {ends.Max(e => e.Iterations)} unconverged {ends.Count(e => !e.Converged)} inf {ends.Count(e=>!double.IsFinite(e.Objective))}");
        foreach (var g in ends.GroupBy(e => Math.Round(e.Objective, 9)).OrderByDescending(g=>g.Count()).Take(12)) Console.WriteLine($"{g.Key} {g.Count()} {g.First()}");
        foreach (var g in ends.GroupBy(e => Math.Round(e.Objective, 9)).OrderBy(g=>g.Key).Take(5)) Console.WriteLine($"{g.Key} {g.Count()} {g.First()}");

        var curves = LogisticCurves.Simulate(10_000, new Random(12));
        foreach (var law in CurveLaws.All)
        for (int r = 0; r < 4; r++)
        {
            var w = Stopwatch.StartNew();
            int n = 0; double s = 0; 
            foreach (var c in curves) if (law.Fit(c) is FitOutcome.Converged k) { n++; s += k.ObjectiveValue; }
            Console.WriteLine($"{law.Name} {w.Elapsed.TotalSeconds / curves.Length * 1e6:F2} us/fit, {n} converged, {s}");
        }
        return 0;
    }
}
