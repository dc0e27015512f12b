using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>Finished cells of a simulation, one line each, so that a stopped run goes on where it was.</summary>
/// <remarks>A line holds version, seed, draws, cell and counts, and ends in a full stop; a line that a crash cut short has none and is passed over.</remarks>
internal sealed class SimulationState : IDisposable
{
    /// <summary>Raised whenever the engine or the draws change: results of another version are not taken over.</summary>
    private const string Version = "v1";

    private readonly Dictionary<string, ImmutableArray<int>> _known = new(StringComparer.Ordinal);
    private readonly FileStream? _file;
    private readonly Lock _lock = new();
    private readonly string _run;

    public SimulationState(string? path, ulong seed, int draws)
    {
        _run = string.Create(CultureInfo.InvariantCulture, $"{Version}\t{seed}\t{draws}\t");
        if (path is null)
            return;
        try
        {
            if (File.Exists(path))
            {
                foreach (string line in File.ReadLines(path))
                    Take(line);
            }

            _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            _file.Write("\n"u8); // a line cut short must not join the next
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(path, exception.Message, exception);
        }
    }

    public CellResult? Find(SimulationCell cell) =>
        _known.TryGetValue(cell.Id, out ImmutableArray<int> counts) ? new CellResult(cell, counts) : null;

    public void Add(CellResult result)
    {
        if (_file is null)
            return;
        byte[] line = Encoding.ASCII.GetBytes($"{_run}{result.Cell.Id}\t{string.Join(',', result.Counts)}\t.\n");
        lock (_lock)
        {
            _file.Write(line);
            _file.Flush();
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Take(string line)
    {
        if (line.StartsWith(_run, StringComparison.Ordinal) && line[_run.Length..].Split('\t') is [var id, var counts, "."])
            _known[id] = [.. counts.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
    }
}
