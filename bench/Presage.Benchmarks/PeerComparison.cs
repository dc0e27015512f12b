using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Presage.Laws;

namespace Presage.Benchmarks;

/// <summary>Runs our fits and SciPy's on the same data in turns, and prints medians of processor time and their ratios as Markdown.</summary>
/// <remarks>
/// Arguments: the folder of the peers, then optionally <c>--full</c> (the peers do all the work, not a part that is scaled up)
/// and the path of the points of Hoffmann et al.; without it, simulated points stand in for them.
/// </remarks>
internal static class PeerComparison
{
    private const int Rounds = 5;
    private const int Curves = 10_000;

    public static int Run(string[] args)
    {
        string peers = args[0];
        bool full = args.Contains("--full");
        string? table = args.Skip(1).FirstOrDefault(argument => argument != "--full");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("presage-bench-");
        try
        {
            StringBuilder text = new("# Laws: our fits beside SciPy's\n\n");
            text.Append(CultureInfo.InvariantCulture, $"{Rounds} rounds, the two sides in turns, one thread each, both warm; medians of processor time, because other work ran on the machine.\n\n");
            text.Append(CultureInfo.InvariantCulture, $"- {Peers.Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.FrameworkDescription}\n");
            Logistic(text, peers, folder.FullName, full);
            Chinchilla(text, peers, folder.FullName, full, table);
            Console.Write(text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Logistic(StringBuilder text, string peers, string folder, bool full)
    {
        ImmutableArray<CurveData> curves = LogisticCurves.Simulate(Curves, new Random(12));
        ICurveLaw law = CurveLaws.All.Single(candidate => candidate.Name == "logistic");
        int shared = full ? Curves : Curves / 10;
        string file = Path.Combine(folder, "curves.csv");
        File.WriteAllLines(file, [Peers.Line([LogisticCurves.Chance]), Peers.Line(curves[0].Positions), .. curves.Take(shared).Select(curve => Peers.Line(curve.Values))]);

        double Fit(int count) => curves.Take(count).Sum(curve => law.Fit(curve) is FitOutcome.Converged fit ? fit.ObjectiveValue : 0);
        double everyLaw = 0;
        Peers.Warm(() => Fit(Curves));
        List<double> ours = [], all = [];
        List<JsonElement> theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Peers.Seconds(() => Fit(Curves)) / Curves);
            all.Add(Peers.Seconds(() => everyLaw = curves.Sum(curve => CurveLaws.All.Count(each => each.Fit(curve) is FitOutcome.Converged))) / Curves);
            theirs.Add(Peers.Run(peers, "logistic.py", file));
        }

        double squares = Fit(shared), mine = Peers.Median(ours);
        text.Append(CultureInfo.InvariantCulture, $"- {theirs[0].GetProperty("versions").GetString()}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"## {Curves} logistic fits of {LogisticCurves.Points} points\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Sums of squares are totals over the {shared} curves that both sides fitted; ours fits all {Curves}, from several starts each, and gives standard errors and a band.\n\n");
        text.Append("| | microseconds per fit | ratio | least ratio of a round | sum of squares | not converged |\n|---|--:|--:|--:|--:|--:|\n");
        text.Append(CultureInfo.InvariantCulture, $"| Presage, ceiling bounded | {mine * 1e6:F1} | 1 | | {squares:G7} | {curves.Take(shared).Count(curve => law.Fit(curve) is not FitOutcome.Converged)} |\n");
        foreach ((string way, string title) in new[]
        {
            ("unbounded", "`curve_fit`, one start, unbounded, analytic derivatives"),
            ("plain", "`curve_fit`, one start, unbounded, derivatives by differences"),
            ("bounded", "`curve_fit`, one start, ceiling bounded, analytic derivatives"),
            ("boundedByDifferences", "`curve_fit`, one start, ceiling bounded, derivatives by differences"),
        })
        {
            double[] seconds = [.. theirs.Select(element => element.GetProperty(way).GetProperty("secondsPerFit").GetDouble())];
            JsonElement first = theirs[0].GetProperty(way);
            text.Append(CultureInfo.InvariantCulture, $"| {title} | {Peers.Median(seconds) * 1e6:F1} | {Peers.Median(seconds) / mine:F0} | {seconds.Zip(ours, (peer, own) => peer / own).Min():F0} | {first.GetProperty("squares").GetDouble():G7} | {first.GetProperty("failed").GetInt32()} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nAll {CurveLaws.All.Length} laws of one variable: {Peers.Median(all) * 1e6:F1} microseconds per curve ({everyLaw / Curves:F2} converge).\n\n");
    }

    private static void Chinchilla(StringBuilder text, string peers, string folder, bool full, string? table)
    {
        ImmutableArray<LossPoint> points = table is null ? LossPoints.Simulate(new Random(240)) : LossPoints.Read(table);
        ImmutableArray<ChinchillaLaw> starts = ChinchillaOptions.PublishedStarts;
        string pointFile = Path.Combine(folder, "points.csv"), startFile = Path.Combine(folder, "starts.csv");
        File.WriteAllLines(pointFile, points.Select(point => Peers.Line([Math.Log(point.Parameters.Count), Math.Log(point.Tokens.Count), Math.Log(point.Loss.Count)])));
        ChinchillaLaw[] shared = [.. starts.Where((_, index) => full || index % 15 == 7)];
        File.WriteAllLines(startFile, shared.Select(start => Peers.Line(
            [Math.Log(start.ParameterCoefficient), start.ParameterExponent, Math.Log(start.TokenCoefficient), start.TokenExponent, Math.Log(start.IrreducibleLoss)])));

        FitOutcome.Converged? fit = null;
        ChinchillaOptions options = new();
        double Time() => Peers.Seconds(() => fit = (FitOutcome.Converged)ChinchillaLaw.Fit(points, options, degreeOfParallelism: 1)) / starts.Length;
        Peers.Warm(() => Time());
        List<double> ours = [];
        List<JsonElement> theirs = [];
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Time());
            theirs.Add(Peers.Run(peers, "chinchilla.py", pointFile, startFile));
        }

        double[] seconds = [.. theirs.Select(element => element.GetProperty("secondsPerStart").GetDouble())];
        text.Append(CultureInfo.InvariantCulture, $"## {starts.Length} starts of L(N, D) on {points.Length} points\n\n");
        text.Append(table is null ? "Simulated points. " : "The points of Hoffmann et al. (2022) without the five highest losses. ");
        text.Append(CultureInfo.InvariantCulture, $"SciPy runs {shared.Length} of the starts; seconds are scaled to all.\n\n");
        text.Append("| | seconds for all starts | ratio | least ratio of a round | objective | starts that end there |\n|---|--:|--:|--:|--:|--:|\n");
        text.Append(CultureInfo.InvariantCulture, $"| Presage | {Peers.Median(ours) * starts.Length:F3} | 1 | | {fit!.ObjectiveValue:G10} | {fit.Remarks[0].Split(' ')[0]} of {starts.Length} |\n");
        text.Append(CultureInfo.InvariantCulture, $"| L-BFGS-B, analytic gradient | {Peers.Median(seconds) * starts.Length:F1} | {Peers.Median(seconds) / Peers.Median(ours):F0} | {seconds.Zip(ours, (peer, own) => peer / own).Min():F0} | {theirs[0].GetProperty("objective").GetDouble():G10} | {theirs[0].GetProperty("reached").GetInt32()} of {shared.Length} |\n");
        Bootstrap(text, points, fit, options);
    }

    private static void Bootstrap(StringBuilder text, ImmutableArray<LossPoint> points, FitOutcome.Converged fit, ChinchillaOptions options)
    {
        const int draws = 4000;
        text.Append(CultureInfo.InvariantCulture, $"\n## {draws} refits of L(N, D) to resampled points\n\n| | seconds | draws without a fit |\n|---|--:|--:|\n");
        foreach ((string title, bool scaleEstimated) in new[] { ("Huber loss", false), ("scale estimated", true) })
        {
            ChinchillaBootstrap? bootstrap = null;
            void Run() => bootstrap = ChinchillaBootstrap.Run(points, fit, options with { ScaleEstimated = scaleEstimated }, draws, seed: 1, degreeOfParallelism: 1, CancellationToken.None);
            Run();
            double[] seconds = [.. Enumerable.Range(0, Rounds).Select(_ => Peers.Seconds(Run))];
            text.Append(CultureInfo.InvariantCulture, $"| {title} | {Peers.Median(seconds):F2} | {bootstrap!.Failed} |\n");
        }
    }
}
