using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Presage.Scoring;

/// <summary>Levenshtein's distance: the fewest insertions, deletions and substitutions of one symbol that turn one sequence into another.</summary>
/// <remarks>
/// Levenshtein 1966; computed 64 cells at a time by Myers 1999 ("A fast bit-vector algorithm for approximate string matching based on
/// dynamic programming"), in the form of Hyyrö 2003 for whole sequences and several words.
/// </remarks>
internal static class EditDistance
{
    private const int Word = 64;
    private const int FewRows = 8;
    private const int StackTokens = 512;

    /// <summary>The distance between two sequences of symbols, of any values.</summary>
    /// <returns>From the difference of the lengths to the longer length.</returns>
    public static int Between(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int prefix = first.CommonPrefixLength(second);
        first = first[prefix..];
        second = second[prefix..];
        int suffix = CommonSuffix(first, second);
        first = first[..^suffix];
        second = second[..^suffix];
        if (first.Length > second.Length)
        {
            ReadOnlySpan<int> longer = first;
            first = second;
            second = longer;
        }

        return first.Length switch
        {
            0 => second.Length,
            1 => second.Length - (second.Contains(first[0]) ? 1 : 0),
            <= FewRows => OneVector(first, second),
            <= Word => OneWord(first, second),
            _ => Blocks(first, second),
        };
    }

    /// <summary>The distance between two texts in Unicode code points; a lone surrogate counts as one.</summary>
    public static int Between(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        int most = first.Length + second.Length;
        int[]? rented = most > StackTokens ? ArrayPool<int>.Shared.Rent(most) : null;
        Span<int> buffer = rented ?? stackalloc int[StackTokens];
        int lengthOfFirst = CodePoints(first, buffer);
        int lengthOfSecond = CodePoints(second, buffer[lengthOfFirst..]);
        int distance = Between(buffer[..lengthOfFirst], buffer.Slice(lengthOfFirst, lengthOfSecond));
        if (rented is not null)
            ArrayPool<int>.Shared.Return(rented);
        return distance;
    }

    /// <summary>Writes the code points of a text.</summary>
    /// <returns>How many.</returns>
    public static int CodePoints(ReadOnlySpan<char> text, Span<int> points)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            points[count++] = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])
                ? char.ConvertToUtf32(text[i], text[++i])
                : text[i];
        }

        return count;
    }

    private static int CommonSuffix(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int most = Math.Min(first.Length, second.Length), length = 0;
        while (length < most && first[^(length + 1)] == second[^(length + 1)])
            length++;
        return length;
    }

    // The pattern is the rows of the table, a bit each; the text its columns. A symbol is compared with the whole pattern at once,
    // which for so few beats a look-up. Rows beyond the pattern hold 0 and may match: bits never move down, so that they change nothing below.
    private static int OneVector(ReadOnlySpan<int> pattern, ReadOnlySpan<int> text)
    {
        Span<int> rows = stackalloc int[FewRows];
        pattern.CopyTo(rows);
        Vector256<int> symbols = Vector256.Create<int>(rows);
        WordColumn column = new();
        int distance = pattern.Length, last = pattern.Length - 1;
        foreach (int symbol in text)
            distance += column.Step(Vector256.Equals(symbols, Vector256.Create(symbol)).ExtractMostSignificantBits(), last);
        return distance;
    }

    private static int OneWord(ReadOnlySpan<int> pattern, ReadOnlySpan<int> text)
    {
        Span<int> rows = stackalloc int[Word];
        pattern.CopyTo(rows);
        ref int first = ref MemoryMarshal.GetReference(rows);
        WordColumn column = new();
        int distance = pattern.Length, last = pattern.Length - 1;
        foreach (int symbol in text)
        {
            Vector256<int> same = Vector256.Create(symbol);
            ulong equal = 0;
            for (int row = 0; row < pattern.Length; row += Vector256<int>.Count)
                equal |= (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)row), same).ExtractMostSignificantBits() << row;
            distance += column.Step(equal, last);
        }

        return distance;
    }

    /// <summary>One column of a table of at most 64 rows: where the distance rises by 1 from one row to the next, and where it falls.</summary>
    private struct WordColumn()
    {
        private ulong _increases = ulong.MaxValue;
        private ulong _decreases;

        /// <summary>Moves on to the next column.</summary>
        /// <param name="equal">Rows whose symbol is that of the column.</param>
        /// <param name="last">The last row.</param>
        /// <returns>The change in the last row.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Step(ulong equal, int last)
        {
            unchecked
            {
                ulong vertical = equal | _decreases;
                ulong horizontal = (((equal & _increases) + _increases) ^ _increases) | equal;
                ulong up = _decreases | ~(horizontal | _increases);
                ulong down = _increases & horizontal;
                int change = (int)((up >> last) & 1) - (int)((down >> last) & 1);
                up = (up << 1) | 1;
                down <<= 1;
                _increases = down | ~(vertical | up);
                _decreases = up & vertical;
                return change;
            }
        }
    }

    private static int Blocks(ReadOnlySpan<int> pattern, ReadOnlySpan<int> text)
    {
        int words = (pattern.Length + Word - 1) / Word;
        int slots = (int)BitOperations.RoundUpToPowerOf2((uint)pattern.Length * 4);
        int[] symbols = ArrayPool<int>.Shared.Rent(slots);
        int[] rows = ArrayPool<int>.Shared.Rent(slots);
        ulong[] places = ArrayPool<ulong>.Shared.Rent((pattern.Length + 1) * words);
        ulong[] columns = ArrayPool<ulong>.Shared.Rent(2 * words);
        try
        {
            rows.AsSpan(0, slots).Clear();
            // Row 0 is that of symbols which the pattern does not hold.
            places.AsSpan(0, words).Clear();
            int distinct = 0;
            for (int i = 0; i < pattern.Length; i++)
            {
                int slot = Slot(symbols, rows, slots, pattern[i]);
                if (rows[slot] == 0)
                {
                    (symbols[slot], rows[slot]) = (pattern[i], ++distinct);
                    places.AsSpan(distinct * words, words).Clear();
                }

                places[(rows[slot] * words) + (i / Word)] |= 1UL << (i % Word);
            }

            Span<ulong> increases = columns.AsSpan(0, words), decreases = columns.AsSpan(words, words);
            increases.Fill(ulong.MaxValue);
            decreases.Clear();
            int distance = pattern.Length, last = (pattern.Length - 1) % Word;
            foreach (int symbol in text)
            {
                ReadOnlySpan<ulong> equal = places.AsSpan(rows[Slot(symbols, rows, slots, symbol)] * words, words);
                distance += Column(equal, increases, decreases, last);
            }

            return distance;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(symbols);
            ArrayPool<int>.Shared.Return(rows);
            ArrayPool<ulong>.Shared.Return(places);
            ArrayPool<ulong>.Shared.Return(columns);
        }
    }

    /// <summary>One column of the table, top word first.</summary>
    /// <returns>The change of its last cell.</returns>
    private static int Column(ReadOnlySpan<ulong> equals, Span<ulong> increases, Span<ulong> decreases, int last)
    {
        ulong upIn = 1, downIn = 0, up = 0, down = 0;
        increases = increases[..equals.Length];
        decreases = decreases[..equals.Length];
        unchecked
        {
            for (int word = 0; word < equals.Length; word++)
            {
                ulong equal = equals[word], increase = increases[word], decrease = decreases[word];
                ulong vertical = equal | decrease;
                equal |= downIn;
                ulong horizontal = (((equal & increase) + increase) ^ increase) | equal;
                up = decrease | ~(horizontal | increase);
                down = increase & horizontal;
                ulong upShifted = (up << 1) | upIn, downShifted = (down << 1) | downIn;
                (upIn, downIn) = (up >> (Word - 1), down >> (Word - 1));
                increases[word] = downShifted | ~(vertical | upShifted);
                decreases[word] = upShifted & vertical;
            }
        }

        return (int)((up >> last) & 1) - (int)((down >> last) & 1);
    }

    private static int Slot(int[] symbols, int[] rows, int slots, int symbol)
    {
        int slot = (int)(unchecked((uint)symbol * 2654435769u) >> (32 - BitOperations.Log2((uint)slots)));
        while (rows[slot] != 0 && symbols[slot] != symbol)
            slot = (slot + 1) & (slots - 1);
        return slot;
    }
}
