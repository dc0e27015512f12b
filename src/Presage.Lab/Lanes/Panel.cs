using System.Runtime.CompilerServices;

namespace Presage.Lab.Lanes;

/// <summary>
/// Activations of some sequences, shape [rows, columns]: a row per feature; a column per token, all sequences' first tokens first.
/// </summary>
/// <remarks>
/// Vectors lie along the columns, so that every sequence has a lane of its own, and any width of model fills the vectors.
/// Rows are an odd number of <see cref="LaneLayout.Columns"/> apart, lest they share sets of the cache.
/// </remarks>
internal sealed class Panel
{
    private readonly AlignedArray _numbers;

    /// <param name="rows">At least 1.</param>
    /// <param name="columns">A multiple of <see cref="LaneLayout.Columns"/>.</param>
    public Panel(int rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Stride = ((columns / LaneLayout.Columns) | 1) * LaneLayout.Columns;
        _numbers = new AlignedArray(rows * Stride);
    }

    private Panel(Panel whole, int column, int columns)
    {
        (Rows, Columns, Stride) = (whole.Rows, columns, whole.Stride);
        _numbers = whole._numbers.From(column);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Numbers from a row to the next.</summary>
    public int Stride { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int row, int column) => ref _numbers.At((row * Stride) + column);

    public Span<float> Row(int row) => _numbers.Span.Slice(row * Stride, Columns);

    /// <summary>Some of the columns: the same numbers, not a copy.</summary>
    /// <param name="column">The first; a multiple of <see cref="LaneLayout.Columns"/>.</param>
    /// <param name="columns">How many; a multiple of it, too.</param>
    public Panel Slice(int column, int columns) => new(this, column, columns);

    public void Clear()
    {
        for (int row = 0; row < Rows; row++)
            Row(row).Clear();
    }
}
