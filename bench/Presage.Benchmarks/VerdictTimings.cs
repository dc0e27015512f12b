using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Presage.Emergence;

namespace Presage.Benchmarks;

/// <summary>Times verdicts and the simulation, and prints medians as Markdown.</summary>
internal static class VerdictTimings
{
    private const int Rounds = 5;
    private const int Series = 89;

    public static int Run()
    {
        StringBuilder text = new("# Verdicts and simulation\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Medians of {Rounds} rounds after a warm-up; processor time of all threads, and wall time, which other work on the machine lengthens.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"- {Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.FrameworkDescription}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"## {Series} series of 12 points\n\nA continuous metric and counts, 1,000 items, model noise 0.1. Where a break is significant every link is tested and every model left out once.\n\n");
        text.Append("| abilities | draws per test | threads | processor seconds | wall seconds |\n|---|---|--:|--:|--:|\n");
        Ability[] mixed = [.. Enumerable.Range(0, Series).Select(i => Draw((SimulationTruth)(i % Enum.GetValues<SimulationTruth>().Length), i))];
        Ability[] broken = [.. Enumerable.Range(0, Series).Select(i => Draw(SimulationTruth.BreakOfRatio16, i))];
        VerdictOptions fixedDraws = new() { FixedDraws = 1000 };
        Row("every truth in turn", mixed, fixedDraws, "1,000", 1);
        Row("every truth in turn", mixed, fixedDraws, "1,000", 2);
        Row("all break (slowest)", broken, fixedDraws, "1,000", 1);
        Row("all break (slowest)", broken, fixedDraws, "1,000", 2);
        Row("every truth in turn", mixed, new VerdictOptions(), "as needed, to 100,000", 2);
        Row("all break (slowest)", broken, new VerdictOptions(), "as needed, to 100,000", 2);

        text.Append("\n## Simulation\n\nLadders drawn and judged per second of one thread.\n\n| cells | ladders | a second |\n|---|--:|--:|\n");
        foreach (SimulationEvidence evidence in Enum.GetValues<SimulationEvidence>())
        {
            Rate($"base grid, {evidence}", SimulationGrid.Base(evidence), 4);
            Rate($"departures, {evidence}", SimulationGrid.Departures(evidence), 4);
            if (SimulationGrid.Stress(evidence) is { IsEmpty: false } stress)
                Rate($"stress, {evidence}", stress, 4);
        }

        Rate("slowest of the base grid: BreakOfRatio16/Continuous/K20/n1000/s0.1", [Cell(SimulationTruth.BreakOfRatio16, 20)], 400);
        Rate("slowest of the stress grid: BreakOfRatio16/Continuous/K40, checkpoints",
            [.. SimulationGrid.Stress(SimulationEvidence.Continuous).Where(cell => cell is { Models: 40, HasStrongBreak: true })], 40);
        Console.Write(text);
        return 0;

        void Row(string name, Ability[] abilities, VerdictOptions options, string draws, int threads)
        {
            (double processor, double wall) = Time(() => VerdictEngine.Judge(abilities, options, threads));
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {draws} | {threads} | {processor:0.00} | {wall:0.00} |\n");
        }

        void Rate(string name, IReadOnlyCollection<SimulationCell> cells, int draws)
        {
            (double processor, _) = Time(() =>
            {
                foreach (SimulationCell cell in cells)
                    CellResult.Simulate(cell, 1, draws, CancellationToken.None);
            });
            int ladders = cells.Count * draws;
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {ladders:#,0} | {ladders / processor:#,0} |\n");
        }
    }

    private static SimulationCell Cell(SimulationTruth truth, int models) => new(truth, SimulationEvidence.Continuous, models, 1000, 0.1, 0, SimulationDeparture.None);

    private static Ability Draw(SimulationTruth truth, int draw) => SyntheticLadder.Draw(Cell(truth, 12), 1, draw);

    private static (double Processor, double Wall) Time(Action action)
    {
        action();
        List<double> processor = [], wall = [];
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan begin = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            action();
            wall.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - begin).TotalSeconds);
        }

        return (processor.Order().ElementAt(Rounds / 2), wall.Order().ElementAt(Rounds / 2));
    }

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();
}
