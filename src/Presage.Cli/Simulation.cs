using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>Runs <c>presage simulate</c>: draw, judge, count.</summary>
/// <param name="output">Where the table goes.</param>
/// <param name="error">Where progress and errors go.</param>
internal sealed class Simulation(TextWriter output, TextWriter error)
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(SimulateSettings settings, CancellationToken cancellation)
    {
        if (settings.Cells.IsEmpty)
        {
            error.WriteLine("No cell of the simulation has that name.");
            return ExitCode.NoReport;
        }

        return Guard.Run(
            error,
            () =>
            {
                long started = Stopwatch.GetTimestamp();
                (ImmutableArray<CellResult> results, int drawn) = Count(settings, cancellation);
                TimeSpan took = Stopwatch.GetElapsedTime(started);
                Write(settings, results);
                if (!settings.Quiet)
                {
                    (settings.Json == "-" || settings.Markdown == "-" ? error : output).WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{results.Length} cells, {drawn:#,0} ladders judged in {took.TotalSeconds:0.0} s ({drawn / Math.Max(took.TotalSeconds, 1e-9):0} a second); {Kept(results)}"));
                }

                return ExitCode.Success;
            },
            settings.State is null ? "Stopped. No output was changed." : $"Stopped. Finished cells are in {settings.State}.");
    }

    private (ImmutableArray<CellResult> Results, int Drawn) Count(SimulateSettings settings, CancellationToken cancellation)
    {
        using var progress = new ProgressLine(error, settings.Quiet);
        using var state = new SimulationState(settings.State, settings.Seed, settings.Draws);
        var results = new CellResult[settings.Cells.Length];
        int done = 0, drawn = 0;
        Parallel.For(
            0,
            results.Length,
            new ParallelOptions { MaxDegreeOfParallelism = settings.Threads, CancellationToken = cancellation },
            i =>
            {
                if (state.Find(settings.Cells[i]) is { } known)
                {
                    results[i] = known;
                }
                else
                {
                    results[i] = CellResult.Simulate(settings.Cells[i], settings.Seed, settings.Draws, cancellation);
                    state.Add(results[i]);
                    Interlocked.Add(ref drawn, settings.Draws);
                }

                progress.Simulated(Interlocked.Increment(ref done), results.Length);
            });
        return ([.. results], drawn);
    }

    private static string Kept(ImmutableArray<CellResult> results) => results.Any(result => result.DrawnTooFew)
        ? "the draws are too few to tell whether the error bound is kept."
        : $"{results.Count(result => result.MissesErrorBound)} cells miss the error bound, {results.Count(result => result.MissesPower)} the power.";

    private void Write(SimulateSettings settings, ImmutableArray<CellResult> results)
    {
        using var files = new OutputFiles(new[] { settings.State }.OfType<string>());
        if (settings.Json is not (null or "-"))
            files.Add(settings.Json, stream => SimulationTable.WriteJson(results, settings.Seed, stream));
        if (settings.Markdown is not (null or "-"))
            files.Add(settings.Markdown, stream => SimulationTable.WriteMarkdown(results, settings.Seed, stream));
        files.Commit();
        if (settings.Json == "-")
            Guard.ToStandardOutput(stream => SimulationTable.WriteJson(results, settings.Seed, stream));
        else if (settings.Markdown == "-")
            Guard.ToStandardOutput(stream => SimulationTable.WriteMarkdown(results, settings.Seed, stream));
        else if (!settings.Quiet && settings.Json is null && settings.Markdown is null)
        {
            output.Write(SimulationTable.Markdown(results, settings.Seed));
        }
    }
}
