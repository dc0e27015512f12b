namespace Presage.Cli;

/// <summary>Draws the live view over itself, ten times a second, until it is disposed of.</summary>
internal sealed class DemoScreen : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly DemoState _state;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly bool _coloured;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;
    private int _drawn;

    public DemoScreen(DemoState state, TextWriter output, TimeProvider time)
    {
        (_state, _output, _time, _start) = (state, output, time, time.GetTimestamp());
        _coloured = Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        _thread = new Thread(Work) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Draws a last time, and leaves the picture where it is.</summary>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _stop.Dispose();
    }

    private void Work()
    {
        try
        {
            _output.Write("\u001b[?25l");
            do
                Draw();
            while (!_stop.Wait(Pause));
            Draw();
            _output.Write("\u001b[?25h");
            _output.Flush();
        }
        catch (IOException)
        {
            // A terminal that is gone: training goes on, and what is written next tells.
        }
    }

    private void Draw()
    {
        int height = Console.WindowHeight;
        IReadOnlyList<string> lines = DemoFrame.Of(_state, _time.GetElapsedTime(_start).TotalSeconds, withCharts: true);
        if (lines.Count >= height)
            lines = [.. DemoFrame.Of(_state, _time.GetElapsedTime(_start).TotalSeconds, withCharts: false).Take(Math.Max(1, height - 1))];
        // One write, so that no half picture is seen; a line that is too long would wrap and move the rest.
        string up = _drawn == 0 ? "" : $"\u001b[{_drawn}A";
        _output.Write(up + "\r" + string.Concat(lines.Select(line => DemoFrame.Colours(line, _coloured) + "\u001b[K\n")) + "\u001b[J");
        _output.Flush();
        _drawn = lines.Count;
    }
}
