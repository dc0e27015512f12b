using System.Runtime.Intrinsics;

namespace Presage.Laws;

/// <summary>The points of a curve as the link laws are fitted to them: positions brought to [-1, 1], values to height above the offset, padded to whole vectors.</summary>
internal readonly ref struct LinkCurve
{
    /// <summary>Doubles to reserve for a curve: three columns of whole vectors.</summary>
    public static int BufferLength(int points) => 3 * Padded(points);

    public static int Padded(int points) => (points + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;

    public LinkCurve(Span<double> buffer, CurveData data, PositionScale scale, double offset)
    {
        Points = data.Positions.Length;
        int padded = Padded(Points);
        Span<double> positions = buffer[..padded], heights = buffer.Slice(padded, padded), weights = buffer.Slice(2 * padded, padded);
        for (int i = 0; i < padded; i++)
        {
            // Padding repeats the last point at weight 0, so that it overflows only where a real point does.
            int point = Math.Min(i, Points - 1);
            positions[i] = scale.ToUnit(data.Positions[point]);
            heights[i] = data.Values[point] - offset;
            weights[i] = i < Points ? 1 : 0;
        }

        Positions = positions;
        Heights = heights;
        Weights = weights;
    }

    /// <summary>Number of real points.</summary>
    public int Points { get; }

    /// <summary>Shape [padded]; in [-1, 1].</summary>
    public ReadOnlySpan<double> Positions { get; }

    /// <summary>Shape [padded]; value minus offset.</summary>
    public ReadOnlySpan<double> Heights { get; }

    /// <summary>Shape [padded]; 1 for a point, 0 for padding.</summary>
    public ReadOnlySpan<double> Weights { get; }
}
