using System.Numerics;
using Presage.Lab.Lanes;

namespace Presage.Lab.Layers;

/// <summary>Which experts compute which columns: every expert has slots, one per column that it computes, filled up to whole vectors.</summary>
/// <param name="experts">Experts there are, 2 to 64.</param>
/// <param name="active">Experts per column, 1 to <paramref name="experts"/>.</param>
/// <param name="columns">Columns there may be.</param>
internal sealed class ExpertRouting(int experts, int active, int columns)
{
    /// <summary>Experts per column.</summary>
    public int Active => active;

    /// <summary>Columns that were routed.</summary>
    public int Tokens { get; private set; }

    /// <summary>Shape [experts + 1]; an expert's first slot, a multiple of <see cref="LaneLayout.Columns"/>.</summary>
    public int[] Starts { get; } = new int[experts + 1];

    /// <summary>Shape [experts]; columns that an expert computes.</summary>
    public int[] Counts { get; } = new int[experts];

    /// <summary>Shape [capacity]; the column of a slot; -1 where the slot fills up.</summary>
    public int[] ColumnOfSlot { get; } = new int[CapacityOf(experts, active, columns)];

    /// <summary>Shape [columns]; a bit per expert that computes a column.</summary>
    public ulong[] Chosen { get; } = new ulong[columns];

    /// <summary>Slots that are in use, those that fill up counted.</summary>
    public int Slots => Starts[experts];

    /// <summary>Slots that there may be.</summary>
    public static int CapacityOf(int experts, int active, int columns) =>
        LaneLayout.RoundUp(active * columns) + (experts * LaneLayout.Columns);

    /// <summary>Chooses for every column the experts with the largest probabilities, the first of equal ones.</summary>
    /// <param name="probabilities">Shape [experts, columns].</param>
    /// <param name="from">First column.</param>
    /// <param name="sequences">Columns per position.</param>
    /// <param name="real">Sequences of a position that are data; those after them are computed by nobody.</param>
    public void Choose(Panel probabilities, int from, int sequences, int real)
    {
        Array.Clear(Counts);
        Array.Clear(Chosen);
        Tokens = 0;
        for (int c = from; c < columns; c++)
        {
            if (c % sequences >= real)
                continue;
            Tokens++;
            for (int n = 0; n < active; n++)
                Counts[Add(probabilities, c)]++;
        }

        for (int e = 0; e < experts; e++)
            Starts[e + 1] = Starts[e] + LaneLayout.RoundUp(Counts[e]);
        Array.Fill(ColumnOfSlot, -1, 0, Slots);
        Span<int> next = stackalloc int[experts];
        Starts.AsSpan(0, experts).CopyTo(next);
        for (int c = from; c < columns; c++)
        {
            for (ulong left = Chosen[c]; left != 0; left &= left - 1)
                ColumnOfSlot[next[BitOperations.TrailingZeroCount(left)]++] = c;
        }
    }

    private int Add(Panel probabilities, int column)
    {
        int best = -1;
        for (int e = 0; e < experts; e++)
        {
            if ((Chosen[column] & (1UL << e)) == 0 && (best < 0 || probabilities.At(e, column) > probabilities.At(best, column)))
                best = e;
        }

        Chosen[column] |= 1UL << best;
        return best;
    }
}
