using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Presage.Emergence;

namespace Presage.Cli;

/// <summary>Finished cells of a simulation, one line each, so that a stopped run goes on where it was.</summary>
/// <remarks>
/// The first line names engine, seed and draws; a file with another first line is refused. Every other line holds cell, counts and seconds and
/// ends in a full stop; a line that a crash cut short has none and is passed over.
/// </remarks>
internal sealed class SimulationState : IDisposable
{
    private readonly Dictionary<string, (string Counts, double Seconds)> _known = new(StringComparer.Ordinal);
    private readonly FileStream? _file;
    private readonly Lock _lock = new();
    private double _seconds;

    /// <summary>Opens or begins a state.</summary>
    /// <param name="path">The file; null where nothing is kept.</param>
    /// <param name="engine">Fingerprint of the engine.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="draws">Ladders per cell.</param>
    /// <exception cref="OutputException">The file cannot be written, or belongs to another simulation.</exception>
    public SimulationState(string? path, string engine, ulong seed, int draws)
    {
        if (path is null)
            return;
        string header = string.Create(CultureInfo.InvariantCulture, $"presage simulation, engine {engine}, seed {seed}, {draws} draws");
        try
        {
            string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            bool begins = lines is [] || (lines is [var cut] && header.StartsWith(cut, StringComparison.Ordinal) && cut != header);
            if (!begins && lines[0] != header)
                throw new OutputException(path, Refusal(lines[0], header), null);
            foreach (string line in lines.Skip(1))
                Take(line);
            _file = new FileStream(path, begins ? FileMode.Create : FileMode.Append, FileAccess.Write, FileShare.Read);
            _file.Write(Encoding.ASCII.GetBytes(begins ? header + "\n" : "\n")); // a line cut short must not join the next
            _file.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(path, exception.Message, exception);
        }
    }

    /// <summary>Thread time of every cell so far, those taken from the file included.</summary>
    public TimeSpan ThreadTime => TimeSpan.FromSeconds(_seconds);

    public CellResult? Find(SimulationCell cell) =>
        Find(cell.Id) is { } counts ? new CellResult(cell, Numbers(counts)) : null;

    public ReportResult? Find(ReportCell cell) =>
        Find(cell.Id)?.Split(';') is [var found, var wrong] ? new ReportResult(cell, Numbers(found), Numbers(wrong)) : null;

    public void Add(CellResult result, TimeSpan took) => Add(result.Cell.Id, string.Join(',', result.Counts), took);

    public void Add(ReportResult result, TimeSpan took) => Add(result.Cell.Id, $"{string.Join(',', result.Found)};{string.Join(',', result.False)}", took);

    public void Dispose() => _file?.Dispose();

    private static string Refusal(string first, string header) =>
        first.StartsWith("presage simulation", StringComparison.Ordinal) || first.Length == 0 || first.StartsWith("v1\t", StringComparison.Ordinal)
            ? $"it holds cells of another simulation ({(first.StartsWith('p') ? first : "an older engine")}), not of this one ({header}); name another file or delete it"
            : "it is not a state of presage simulate; name another file";

    private static ImmutableArray<int> Numbers(string text) => [.. text.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))];

    private string? Find(string id)
    {
        if (!_known.TryGetValue(id, out (string Counts, double Seconds) known))
            return null;
        lock (_lock)
            _seconds += known.Seconds;
        return known.Counts;
    }

    private void Add(string id, string counts, TimeSpan took)
    {
        byte[] line = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}\t{counts}\t{took.TotalSeconds:0.000}\t.\n"));
        lock (_lock)
        {
            _seconds += took.TotalSeconds;
            _file?.Write(line);
            _file?.Flush();
        }
    }

    private void Take(string line)
    {
        if (line.Split('\t') is [var id, var counts, var seconds, "."])
            _known[id] = (counts, double.Parse(seconds, CultureInfo.InvariantCulture));
    }
}
