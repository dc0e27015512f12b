using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Presage.Scoring;

namespace Presage.Benchmarks;

/// <summary>Runs our edit distance and item bootstrap and those of Python on the same data in turns, and prints medians of processor time and their ratios as Markdown.</summary>
/// <remarks>Argument: the folder of the peers.</remarks>
internal static class ScoringComparison
{
    private const int Rounds = 5;
    private const int Items = 10_000;
    private const int Replicates = 100_000;
    private const int PeerReplicates = 1_000;

    public static int Run(string[] args)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("presage-bench-");
        try
        {
            StringBuilder text = new("# Metrics: our edit distance and bootstrap beside Python's\n\n");
            text.Append(CultureInfo.InvariantCulture, $"{Rounds} rounds, the two sides in turns, one thread each, both warm; medians of processor time, because other work ran on the machine.\n\n");
            text.Append(CultureInfo.InvariantCulture, $"- {Peers.Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.FrameworkDescription}\n");
            EditDistances(text, args[0], folder.FullName);
            Bootstraps(text, args[0], folder.FullName);
            Console.Write(text);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void EditDistances(StringBuilder text, string peers, string folder)
    {
        Random random = new(4);
        (string Title, ImmutableArray<(int[] Response, int[] Target)> Pairs)[] sets =
        [
            ("5 digits, a third of them wrong", TokenPairs.Draw(20_000, 5, 10, 0.33, random)),
            ("20 tokens, a third wrong", TokenPairs.Draw(10_000, 20, 50_000, 0.33, random)),
            ("60 tokens, a third wrong", TokenPairs.Draw(3_000, 60, 50_000, 0.33, random)),
            ("60 tokens, unrelated", TokenPairs.Draw(3_000, 60, 50_000, 1, random)),
            ("200 tokens, a third wrong", TokenPairs.Draw(500, 200, 50_000, 0.33, random)),
            ("1,000 tokens, a third wrong", TokenPairs.Draw(40, 1000, 50_000, 0.33, random)),
            ("200 letters, a third wrong", TokenPairs.Draw(500, 200, 26, 0.33, random)),
        ];
        string? versions = null;
        StringBuilder table = new();
        foreach ((string title, ImmutableArray<(int[] Response, int[] Target)> pairs) in sets)
        {
            string file = Path.Combine(folder, "pairs.txt");
            File.WriteAllLines(file, pairs.Select(pair => $"{string.Join(',', pair.Response)}|{string.Join(',', pair.Target)}"));
            int repeats = Math.Max(1, (int)(20_000_000 / pairs.Sum(pair => 50.0 + ((double)pair.Response.Length * pair.Target.Length))));
            long total = 0;
            double Time() => Peers.Seconds(() =>
            {
                for (int repeat = 0; repeat < 4 * repeats; repeat++)
                {
                    total = 0;
                    foreach ((int[] response, int[] target) in pairs)
                        total += TokenEditDistance.Count(response, target);
                }
            }) / (4 * repeats) / pairs.Length;
            Peers.Warm(() => Time());
            List<double> ours = [];
            List<JsonElement> theirs = [];
            for (int round = 0; round < Rounds; round++)
            {
                ours.Add(Time());
                theirs.Add(Peers.Run(peers, "edit_distance.py", file, repeats.ToString(CultureInfo.InvariantCulture)));
            }

            if (theirs[0].GetProperty("total").GetInt64() != total)
                throw new InvalidOperationException($"The distances differ: {total} and {theirs[0].GetProperty("total").GetInt64()}.");
            versions = theirs[0].GetProperty("versions").GetString();
            double[] whole = [.. theirs.Select(element => element.GetProperty("secondsPerPair").GetDouble())];
            double[] net = [.. theirs.Select(element => element.GetProperty("secondsPerPair").GetDouble() - element.GetProperty("secondsPerCall").GetDouble())];
            table.Append(CultureInfo.InvariantCulture, $"| {title} | {Peers.Median(ours) * 1e9:F0} | {Peers.Median(whole) * 1e9:F0} | {Peers.Median(net) * 1e9:F0} | {Peers.Median(whole) / Peers.Median(ours):F1} | {Peers.Median(net) / Peers.Median(ours):F1} | {net.Zip(ours, (peer, own) => peer / own).Min():F1} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"- {versions}\n\n## Token edit distance\n\n");
        text.Append("Both sides give the same distances. The call from Python is timed with two empty strings and taken off in the column *C alone*.\n\n");
        text.Append("| pairs | Presage, ns per pair | python-Levenshtein, ns | C alone, ns | ratio | ratio, C alone | least of a round |\n|---|--:|--:|--:|--:|--:|--:|\n");
        text.Append(table);
    }

    private static void Bootstraps(StringBuilder text, string peers, string folder)
    {
        Random random = new(5);
        double[] graded = [.. Enumerable.Range(0, Items).Select(_ => -Math.Log(random.NextDouble()))];
        double[] right = [.. Enumerable.Range(0, Items).Select(_ => random.NextDouble() < 0.3 ? 1.0 : 0.0)];
        double[][] eight = [.. Enumerable.Range(0, 8).Select(_ => graded.Select(score => score + random.NextDouble()).ToArray())];
        text.Append(CultureInfo.InvariantCulture, $"\n## {Replicates:N0} replicates over {Items:N0} items\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Python runs {PeerReplicates:N0} replicates a round; seconds are scaled. Its loop is that of lm-evaluation-harness: `random.choices`, then the mean.\n\n");
        text.Append("| scores | Presage, s | Python, s | ratio | least ratio of a round | standard error, Presage | Python |\n|---|--:|--:|--:|--:|--:|--:|\n");
        foreach ((string title, double[][] columns) in new[] { ("right or wrong", new[] { right }), ("any numbers", [graded]), ("any numbers, 8 columns at once", eight) })
        {
            ImmutableArray<ImmutableArray<double>> given = [.. columns.Select(column => ImmutableArray.Create(column))];
            string file = Path.Combine(folder, "scores.txt");
            File.WriteAllLines(file, columns[0].Select(score => score.ToString("R", CultureInfo.InvariantCulture)));
            BootstrapMeans? means = null;
            double Time() => Peers.Seconds(() => means = ItemBootstrap.Run(given, Replicates, seed: 1, degreeOfParallelism: 1, CancellationToken.None));
            Peers.Warm(() => Time());
            List<double> ours = [], theirs = [];
            JsonElement peer = default;
            for (int round = 0; round < Rounds; round++)
            {
                ours.Add(Time());
                peer = Peers.Run(peers, "item_bootstrap.py", file, PeerReplicates.ToString(CultureInfo.InvariantCulture));
                theirs.Add(peer.GetProperty("secondsPerReplicate").GetDouble() * Replicates * columns.Length);
            }

            text.Append(CultureInfo.InvariantCulture, $"| {title} | {Peers.Median(ours):F3} | {Peers.Median(theirs):F1} | {Peers.Median(theirs) / Peers.Median(ours):F0} | {theirs.Zip(ours, (python, own) => python / own).Min():F0} | {means!.StandardError(0):G6} | {peer.GetProperty("standardError").GetDouble():G6} |\n");
        }
    }
}
