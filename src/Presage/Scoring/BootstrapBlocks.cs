using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Presage.Laws;

namespace Presage.Scoring;

/// <summary>Draws rows one by one, block by block: first how many fall in each block, then 8 or 10 random bits for each.</summary>
/// <remarks>
/// A block holds 1,024 rows of one number, or 256 of several, so that it stays in the nearest cache while all replicates of a batch draw from it.
/// The order of
/// additions is the same on every machine, and with it the rounding.
/// </remarks>
internal sealed class BootstrapBlocks(BootstrapRows rows) : IBootstrapDraw
{
    private const int NarrowBits = 10;
    private const int WideBits = 8;

    private readonly double[] _values = rows.Values;
    private readonly int _rows = rows.Count;
    private readonly int _stride = rows.Stride;

    public void Add(Span<SplitMix64> randoms, Span<double> sums)
    {
        int blockRows = 1 << (_stride == 1 ? NarrowBits : WideBits);
        Span<int> left = new int[randoms.Length];
        left.Fill(_rows);
        Span<byte> places = new byte[_stride == 1 ? 0 : Padded(_rows)];
        for (int begin = 0; begin < _rows; begin += blockRows)
        {
            int after = _rows - begin, size = Math.Min(blockRows, after);
            ReadOnlySpan<double> values = _values.AsSpan(begin * _stride, size * _stride);
            for (int replicate = 0; replicate < randoms.Length; replicate++)
            {
                ref SplitMix64 random = ref randoms[replicate];
                int draws = (int)BinomialDraw.Next(left[replicate], (double)size / after, ref random);
                left[replicate] -= draws;
                if (_stride == 1)
                {
                    sums[replicate] += size == blockRows ? SumOfWhole(values, draws, ref random) : SumOfShort(values, draws, ref random);
                    continue;
                }

                Draw(places, draws, size, ref random);
                for (int column = 0; column < _stride; column += Vector256<double>.Count)
                    SumOfFour(values, column, places[..draws], sums.Slice((replicate * _stride) + column, Vector256<double>.Count));
            }
        }
    }

    /// <summary>Sums drawn numbers of a whole block.</summary>
    private static double SumOfWhole(ReadOnlySpan<double> values, int draws, ref SplitMix64 random)
    {
        // Ten bits cannot leave a block of 1,024. Six sums, because each addition waits for the one before it.
        ref double first = ref MemoryMarshal.GetReference(values[..(1 << NarrowBits)]);
        SplitMix64 local = random;
        double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0;
        for (; draws >= 6; draws -= 6)
        {
            ulong bits = local.Next();
            a += Unsafe.Add(ref first, Place(bits));
            b += Unsafe.Add(ref first, Place(bits >> NarrowBits));
            c += Unsafe.Add(ref first, Place(bits >> (2 * NarrowBits)));
            d += Unsafe.Add(ref first, Place(bits >> (3 * NarrowBits)));
            e += Unsafe.Add(ref first, Place(bits >> (4 * NarrowBits)));
            f += Unsafe.Add(ref first, Place(bits >> (5 * NarrowBits)));
        }

        for (ulong bits = local.Next(); draws > 0; draws--, bits >>= NarrowBits)
            a += Unsafe.Add(ref first, Place(bits));
        random = local;
        return a + b + (c + d) + (e + f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Place(ulong bits) => unchecked((nint)(bits & ((1 << NarrowBits) - 1)));

    // Bits of a short block would not be uniform over its rows: 32 bits times the number of rows are, to one part in four million.
    private static double SumOfShort(ReadOnlySpan<double> values, int draws, ref SplitMix64 random)
    {
        SplitMix64 local = random;
        ulong size = (ulong)values.Length;
        double a = 0, b = 0, c = 0, d = 0;
        for (; draws >= 4; draws -= 4)
        {
            ulong bits = local.Next(), more = local.Next();
            a += values[(int)(((bits >> 32) * size) >> 32)];
            b += values[(int)(((bits & uint.MaxValue) * size) >> 32)];
            c += values[(int)(((more >> 32) * size) >> 32)];
            d += values[(int)(((more & uint.MaxValue) * size) >> 32)];
        }

        for (; draws > 0; draws--)
            a += values[(int)(((local.Next() >> 32) * size) >> 32)];
        random = local;
        return a + b + (c + d);
    }

    /// <summary>Adds four columns of the drawn rows.</summary>
    private void SumOfFour(ReadOnlySpan<double> values, int column, ReadOnlySpan<byte> places, Span<double> sums)
    {
        int stride = _stride;
        Vector256<double> even = Vector256<double>.Zero, odd = even;
        ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), column);
        int i = 0;
        for (; i + 1 < places.Length; i += 2)
        {
            even += Vector256.LoadUnsafe(ref first, (nuint)(places[i] * stride));
            odd += Vector256.LoadUnsafe(ref first, (nuint)(places[i + 1] * stride));
        }

        if (i < places.Length)
            even += Vector256.LoadUnsafe(ref first, (nuint)(places[i] * stride));
        (Vector256.Create<double>(sums) + (even + odd)).CopyTo(sums);
    }

    private static void Draw(Span<byte> places, int draws, int size, ref SplitMix64 random)
    {
        if (size < 1 << WideBits)
        {
            for (int i = 0; i < draws; i++)
                places[i] = (byte)random.Below(size);
            return;
        }

        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(places[..Padded(draws)]);
        for (int i = 0; i < words.Length; i++)
            words[i] = random.Next();
    }

    private static int Padded(int draws) => (draws + 7) & ~7;
}
