using System.Globalization;
using System.Net;
using Presage.Reports;

namespace Presage.Html;

/// <summary>A plot as plain SVG over a logarithmic axis.</summary>
internal sealed class LogPlot
{
    private const double Width = 760, Height = 360, Left = 70, Right = 20, Top = 12, Bottom = 48;

    private readonly double _least, _most, _low, _high;
    private readonly bool _logarithmicHeight;

    /// <param name="positions">All positions; above 0.</param>
    /// <param name="heights">All heights; above 0 where logarithmic.</param>
    /// <param name="logarithmicHeight">Whether heights are drawn by their logarithms.</param>
    public LogPlot(IEnumerable<double> positions, IEnumerable<double> heights, bool logarithmicHeight)
    {
        _logarithmicHeight = logarithmicHeight;
        (_least, _most) = Padded(positions.Select(Math.Log10));
        (_low, _high) = Padded(heights.Select(Scaled));
    }

    /// <summary>Opens the figure and draws its axes.</summary>
    public void Begin(TextWriter page, string title, string axis, string height)
    {
        page.WriteLine($"<figure><svg viewBox=\"0 0 {N(Width)} {N(Height)}\" role=\"img\" aria-label=\"{Safe(title)}\">");
        for (double power = Math.Ceiling(_least); power <= _most; power++)
        {
            page.WriteLine($"<line class=\"grid\" x1=\"{N(X(power))}\" x2=\"{N(X(power))}\" y1=\"{N(Top)}\" y2=\"{N(Height - Bottom)}\"/>");
            page.WriteLine($"<text x=\"{N(X(power))}\" y=\"{N(Height - Bottom + 16)}\" text-anchor=\"middle\">1e{N(power)}</text>");
        }

        foreach (double mark in Marks())
        {
            page.WriteLine($"<line class=\"grid\" x1=\"{N(Left)}\" x2=\"{N(Width - Right)}\" y1=\"{N(Y(mark))}\" y2=\"{N(Y(mark))}\"/>");
            page.WriteLine($"<text x=\"{N(Left - 6)}\" y=\"{N(Y(mark) + 4)}\" text-anchor=\"end\">{LossLawText.Figure(mark)}</text>");
        }

        page.WriteLine($"<path class=\"axis\" fill=\"none\" d=\"M{N(Left)},{N(Top)}V{N(Height - Bottom)}H{N(Width - Right)}\"/>");
        page.WriteLine($"<text x=\"{N((Left + Width - Right) / 2)}\" y=\"{N(Height - 10)}\" text-anchor=\"middle\">{Safe(axis)}</text>");
        page.WriteLine($"<text transform=\"translate(14 {N((Top + Height - Bottom) / 2)}) rotate(-90)\" text-anchor=\"middle\">{Safe(height)}</text>");
    }

    public void Line(TextWriter page, IEnumerable<(double Position, double Height)> points) =>
        page.WriteLine($"<polyline class=\"line\" points=\"{string.Join(' ', points.Select(point => Place(point.Position, point.Height)))}\"/>");

    public void Band(TextWriter page, IEnumerable<(double Position, double Lower, double Upper)> points)
    {
        (double Position, double Lower, double Upper)[] all = [.. points];
        IEnumerable<string> around = all.Select(point => Place(point.Position, point.Upper)).Concat(all.Reverse().Select(point => Place(point.Position, point.Lower)));
        page.WriteLine($"<polygon class=\"band\" points=\"{string.Join(' ', around)}\"/>");
    }

    public void Level(TextWriter page, double height) =>
        page.WriteLine($"<line class=\"zero\" x1=\"{N(Left)}\" x2=\"{N(Width - Right)}\" y1=\"{N(Y(height))}\" y2=\"{N(Y(height))}\"/>");

    public void Point(TextWriter page, double position, double height, string title) =>
        page.WriteLine($"<circle class=\"point\" cx=\"{N(X(Math.Log10(position)))}\" cy=\"{N(Y(height))}\" r=\"3.5\"><title>{Safe(title)}</title></circle>");

    public static void End(TextWriter page) => page.WriteLine("</svg></figure>");

    private static (double Low, double High) Padded(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double low = all.Min(), high = all.Max(), pad = high > low ? 0.04 * (high - low) : 0.5;
        return (low - pad, high + pad);
    }

    /// <summary>Round heights, three to nine of them: on a short logarithmic axis more than 1, 2 and 5 times a power of ten.</summary>
    private IEnumerable<double> Marks()
    {
        if (_logarithmicHeight)
        {
            int low = (int)Math.Floor(_low), high = (int)Math.Ceiling(_high);
            return from power in Enumerable.Range(low, high - low + 1)
                   from digit in high - low > 4 ? new[] { 1 } : _high - _low > 1.2 ? [1, 2, 5] : [1, 2, 3, 4, 5, 7]
                   let mark = digit * Math.Pow(10, power)
                   where Scaled(mark) >= _low && Scaled(mark) <= _high
                   select mark;
        }

        double rough = (_high - _low) / 6, unit = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double step = unit * (rough / unit < 2 ? 2 : rough / unit < 5 ? 5 : 10);
        return Enumerable.Range((int)Math.Ceiling(_low / step), (int)Math.Floor(_high / step) - (int)Math.Ceiling(_low / step) + 1).Select(i => i * step);
    }

    private double Scaled(double height) => _logarithmicHeight ? Math.Log10(height) : height;

    private double X(double power) => Left + ((power - _least) / (_most - _least) * (Width - Left - Right));

    private double Y(double height) => Height - Bottom - ((Scaled(height) - _low) / (_high - _low) * (Height - Top - Bottom));

    private string Place(double position, double height) => $"{N(X(Math.Log10(position)))},{N(Y(height))}";

    private static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
