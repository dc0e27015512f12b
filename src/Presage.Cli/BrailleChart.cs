namespace Presage.Cli;

/// <summary>A curve drawn with Braille characters: two by four dots in each.</summary>
internal sealed class BrailleChart
{
    // The bit of each dot, shape [4 rows, 2 columns] (Unicode 2800 to 28FF).
    private static readonly int[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    private readonly char[,] _cells;

    /// <param name="width">Characters.</param>
    /// <param name="height">Lines.</param>
    public BrailleChart(int width, int height)
    {
        (Width, Height) = (width, height);
        _cells = new char[height, width];
        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
                _cells[row, column] = '\u2800';
        }
    }

    /// <summary>Characters of a line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Draws a curve; where it jumps, upright lines join its parts.</summary>
    /// <param name="height">Height in [0, 1], 1 at the top, at a place in [0, 1]; null where there is nothing to draw.</param>
    public void Curve(Func<double, double?> height)
    {
        int columns = 2 * Width, last = -1;
        for (int column = 0; column < columns; column++)
        {
            if (height((column + 0.5) / columns) is not { } share)
            {
                last = -1;
                continue;
            }

            int row = Dot(share);
            int from = last < 0 || last == row ? row : last < row ? last + 1 : last - 1;
            for (int dot = Math.Min(from, row); dot <= Math.Max(from, row); dot++)
                _cells[dot / 4, column / 2] |= (char)Bits[dot % 4, column % 2];
            last = row;
        }
    }

    /// <summary>Puts a mark over what is drawn.</summary>
    /// <param name="place">In [0, 1].</param>
    /// <param name="height">In [0, 1].</param>
    /// <param name="mark">One character.</param>
    public void Mark(double place, double height, char mark) =>
        _cells[Dot(height) / 4, Math.Clamp((int)(place * Width), 0, Width - 1)] = mark;

    /// <summary>The lines, top first; a cell with nothing in it is a space.</summary>
    public IEnumerable<string> Lines() =>
        from row in Enumerable.Range(0, Height)
        select string.Create(Width, row, (line, at) =>
        {
            for (int column = 0; column < line.Length; column++)
                line[column] = _cells[at, column] == '\u2800' ? ' ' : _cells[at, column];
        });

    private int Dot(double share) => (int)Math.Round((1 - Math.Clamp(share, 0, 1)) * ((4 * Height) - 1));
}
