using System.Globalization;
using Presage.Readers;
using Presage.Reports;

namespace Presage.Cli;

/// <summary>One line of progress, rewritten in place; nothing where errors do not go to a terminal.</summary>
internal sealed class ProgressLine : IProgress<ReadProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);
    private readonly TextWriter _error;
    private readonly bool _shown;
    private readonly bool _quiet;
    private readonly Lock _lock = new();
    private long _next;
    private long _nextMinute;
    private int _width;

    public ProgressLine(TextWriter error, bool quiet)
    {
        _error = error;
        _quiet = quiet;
        _nextMinute = Environment.TickCount64 + 60_000;
        _shown = !quiet && !Console.IsErrorRedirected;
    }

    public void Report(ReadProgress value) =>
        Show($"Reading {NumberText.Count(value.FilesDone)} of {NumberText.Count(value.FilesFound)} files, {value.BytesDone / 1048576.0:0.0} MB");

    public void Fitted(int done, int total) => Show($"Fitting {NumberText.Count(done)} of {NumberText.Count(total)} series");

    public void Judged(int done, int total) => Show($"Judging {NumberText.Count(done)} of {NumberText.Count(total)} abilities");

    /// <remarks>The share is of the compute, 0 to 1.</remarks>
    public void Trained(int done, int total, double share) =>
        Show(string.Create(CultureInfo.InvariantCulture, $"Training {total:N0} models: {done:N0} finished, {100 * share:0} % of the compute"));

    /// <remarks>A run of an hour in the background says where it is, once a minute.</remarks>
    public void Simulated(int done, int total)
    {
        string text = $"Simulating {NumberText.Count(done)} of {NumberText.Count(total)} cells";
        Show(text);
        if (_shown || _quiet)
            return;
        lock (_lock)
        {
            if (Environment.TickCount64 < _nextMinute)
                return;
            _nextMinute = Environment.TickCount64 + 60_000;
            _error.WriteLine(text);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            if (_width > 0)
                _error.Write("\r" + new string(' ', _width) + "\r");
            _width = 0;
        }
    }

    public void Dispose() => Clear();

    private void Show(string text)
    {
        if (!_shown || Environment.TickCount64 < Volatile.Read(ref _next))
            return;
        lock (_lock)
        {
            _next = Environment.TickCount64 + (long)Pause.TotalMilliseconds;
            _error.Write("\r" + text.PadRight(_width));
            _width = text.Length;
        }
    }
}
