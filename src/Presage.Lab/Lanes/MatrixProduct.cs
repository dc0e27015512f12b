using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Presage.Lab.Lanes;

/// <summary>The three products of a linear map: forward, back to its input, and back to its weights.</summary>
/// <remarks>Tiles of eight vectors stay in registers; every sum runs in the order of its index.</remarks>
internal static class MatrixProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Rows of x; a multiple of a tile's four.
    private const int OuterBlock = 16;

    // Rows of x; fewer for a transpose, whose weights then stay in the first cache from one tile to the next.
    private const int InputBlock = 128, TransposedInputBlock = 32;

    /// <summary><c>y[o, c] = sum over i of w[o, i] x[i, c]</c>, or added to what is there.</summary>
    /// <param name="w">The matrix; element [o, i] is at <c>o * outputStride + i * inputStride</c>.</param>
    /// <param name="outputStride">Inputs for the matrix itself, 1 for its transpose.</param>
    /// <param name="inputStride">1 for the matrix itself, its inputs for its transpose.</param>
    /// <param name="x">First of shape [inputs, columns].</param>
    /// <param name="xStride">From a row of x to the next.</param>
    /// <param name="y">First of shape [outputs, columns].</param>
    /// <param name="yStride">From a row of y to the next.</param>
    /// <param name="outputs">Rows of y.</param>
    /// <param name="inputs">Rows of x.</param>
    /// <param name="columns">A multiple of <see cref="LaneLayout.Columns"/>.</param>
    /// <param name="accumulate">Whether to add to y.</param>
    public static void Multiply(
        ref float w, int outputStride, int inputStride, ref float x, int xStride, ref float y, int yStride,
        int outputs, int inputs, int columns, bool accumulate)
    {
        // Some rows of x at a time, of which a tile's columns stay in the first cache; the sums go on where they were, so the bits are the same.
        int block = inputStride == 1 ? InputBlock : TransposedInputBlock;
        for (int first = 0; first < inputs; first += block)
        {
            MultiplyBlock(
                ref Unsafe.Add(ref w, first * inputStride), outputStride, inputStride, ref Unsafe.Add(ref x, first * xStride), xStride, ref y, yStride,
                outputs, Math.Min(block, inputs - first), columns, accumulate || first > 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyBlock(
        ref float w, int outputStride, int inputStride, ref float x, int xStride, ref float y, int yStride,
        int outputs, int inputs, int columns, bool accumulate)
    {
        unchecked
        {
            nuint lanes = (nuint)TLanes.Count, wO = (nuint)outputStride, wI = (nuint)inputStride, xS = (nuint)xStride, yS = (nuint)yStride;
            nuint column = 0;
            for (; column + (2 * lanes) <= (nuint)columns; column += 2 * lanes)
            {
                int output = 0;
                for (; output + 4 <= outputs; output += 4)
                {
                    ref float yTile = ref Unsafe.Add(ref y, ((nuint)output * yS) + column);
                    TVector a0, a1, b0, b1, c0, c1, d0, d1;
                    if (accumulate)
                    {
                        a0 = TLanes.Load(ref yTile, 0);
                        a1 = TLanes.Load(ref yTile, lanes);
                        b0 = TLanes.Load(ref yTile, yS);
                        b1 = TLanes.Load(ref yTile, yS + lanes);
                        c0 = TLanes.Load(ref yTile, 2 * yS);
                        c1 = TLanes.Load(ref yTile, (2 * yS) + lanes);
                        d0 = TLanes.Load(ref yTile, 3 * yS);
                        d1 = TLanes.Load(ref yTile, (3 * yS) + lanes);
                    }
                    else
                    {
                        a0 = a1 = b0 = b1 = c0 = c1 = d0 = d1 = TLanes.All(0);
                    }

                    ref float w0 = ref Unsafe.Add(ref w, (nuint)output * wO);
                    ref float w1 = ref Unsafe.Add(ref w0, wO);
                    ref float w2 = ref Unsafe.Add(ref w1, wO);
                    ref float w3 = ref Unsafe.Add(ref w2, wO);
                    ref float xRow = ref Unsafe.Add(ref x, column);
                    nuint at = 0;
                    for (int input = 0; input < inputs; input++)
                    {
                        TVector x0 = TLanes.Load(ref xRow, 0), x1 = TLanes.Load(ref xRow, lanes);
                        TVector weight = TLanes.All(Unsafe.Add(ref w0, at));
                        a0 = TLanes.MultiplyAdd(weight, x0, a0);
                        a1 = TLanes.MultiplyAdd(weight, x1, a1);
                        weight = TLanes.All(Unsafe.Add(ref w1, at));
                        b0 = TLanes.MultiplyAdd(weight, x0, b0);
                        b1 = TLanes.MultiplyAdd(weight, x1, b1);
                        weight = TLanes.All(Unsafe.Add(ref w2, at));
                        c0 = TLanes.MultiplyAdd(weight, x0, c0);
                        c1 = TLanes.MultiplyAdd(weight, x1, c1);
                        weight = TLanes.All(Unsafe.Add(ref w3, at));
                        d0 = TLanes.MultiplyAdd(weight, x0, d0);
                        d1 = TLanes.MultiplyAdd(weight, x1, d1);
                        at += wI;
                        xRow = ref Unsafe.Add(ref xRow, xS);
                    }

                    TLanes.Store(a0, ref yTile, 0);
                    TLanes.Store(a1, ref yTile, lanes);
                    TLanes.Store(b0, ref yTile, yS);
                    TLanes.Store(b1, ref yTile, yS + lanes);
                    TLanes.Store(c0, ref yTile, 2 * yS);
                    TLanes.Store(c1, ref yTile, (2 * yS) + lanes);
                    TLanes.Store(d0, ref yTile, 3 * yS);
                    TLanes.Store(d1, ref yTile, (3 * yS) + lanes);
                }

                for (; output < outputs; output++)
                {
                    One(ref w, wO, wI, ref x, xS, ref y, yS, (nuint)output, inputs, column, accumulate);
                    One(ref w, wO, wI, ref x, xS, ref y, yS, (nuint)output, inputs, column + lanes, accumulate);
                }
            }

            for (; column < (nuint)columns; column += lanes)
            {
                for (int output = 0; output < outputs; output++)
                    One(ref w, wO, wI, ref x, xS, ref y, yS, (nuint)output, inputs, column, accumulate);
            }
        }
    }

    /// <summary><c>gradient[o, i] += sum over c of y[o, c] x[i, c]</c>.</summary>
    /// <param name="y">First of shape [outputs, columns].</param>
    /// <param name="yStride">From a row of y to the next.</param>
    /// <param name="x">First of shape [inputs, columns].</param>
    /// <param name="xStride">From a row of x to the next.</param>
    /// <param name="gradient">First of shape [outputs, inputs], contiguous.</param>
    /// <param name="outputs">Rows of y.</param>
    /// <param name="inputs">Rows of x.</param>
    /// <param name="columns">A multiple of <see cref="LaneLayout.Columns"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOuter(
        ref float y, int yStride, ref float x, int xStride, ref float gradient, int outputs, int inputs, int columns)
    {
        Span<float> partials = stackalloc float[8 * LaneLayout.Columns];
        ref float partial = ref partials[0];
        unchecked
        {
            nuint yS = (nuint)yStride, xS = (nuint)xStride;
            // Some rows of x stay in the first cache while all rows of y pass by.
            for (int block = 0; block < inputs; block += OuterBlock)
            {
                int end = Math.Min(block + OuterBlock, inputs);
                for (int output = 0; output < outputs; output += 2)
                {
                    for (int input = block; input < end; input += 4)
                    {
                        ref float yTile = ref Unsafe.Add(ref y, (nuint)output * yS);
                        ref float xTile = ref Unsafe.Add(ref x, (nuint)input * xS);
                        ref float place = ref Unsafe.Add(ref gradient, ((nuint)output * (nuint)inputs) + (nuint)input);
                        if (output + 2 <= outputs && input + 4 <= inputs)
                        {
                            Dots2By4(ref yTile, yS, ref xTile, xS, (nuint)columns, ref partial);
                            AddSums(ref partial, ref place);
                            AddSums(ref Unsafe.Add(ref partial, 4 * LaneLayout.Columns), ref Unsafe.Add(ref place, (nuint)inputs));
                            continue;
                        }

                        for (nuint o = 0; o < (nuint)Math.Min(2, outputs - output); o++)
                        {
                            for (nuint i = 0; i < (nuint)Math.Min(4, inputs - input); i++)
                                Unsafe.Add(ref place, (o * (nuint)inputs) + i) += Dot(ref Unsafe.Add(ref yTile, o * yS), ref Unsafe.Add(ref xTile, i * xS), columns);
                        }
                    }
                }
            }
        }
    }

    /// <summary><c>sum over c of left[c] right[c]</c>.</summary>
    /// <param name="left">First of shape [columns].</param>
    /// <param name="right">First of shape [columns].</param>
    /// <param name="columns">A multiple of <see cref="LaneLayout.Columns"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ref float left, ref float right, int columns)
    {
        Span<float> partial = stackalloc float[LaneLayout.Columns];
        unchecked
        {
            for (nuint lane = 0; lane < LaneLayout.Columns; lane += (nuint)TLanes.Count)
            {
                TVector sum = TLanes.All(0);
                for (nuint column = lane; column < (nuint)columns; column += LaneLayout.Columns)
                    sum = TLanes.MultiplyAdd(TLanes.Load(ref left, column), TLanes.Load(ref right, column), sum);
                TLanes.Store(sum, ref partial[0], lane);
            }
        }

        return Sum(ref partial[0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Dots2By4(ref float y, nuint yS, ref float x, nuint xS, nuint columns, ref float partial)
    {
        unchecked
        {
            for (nuint lane = 0; lane < LaneLayout.Columns; lane += (nuint)TLanes.Count)
            {
                TVector a0 = TLanes.All(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
                for (nuint column = lane; column < columns; column += LaneLayout.Columns)
                {
                    TVector y0 = TLanes.Load(ref y, column), y1 = TLanes.Load(ref y, yS + column);
                    TVector row = TLanes.Load(ref x, column);
                    a0 = TLanes.MultiplyAdd(row, y0, a0);
                    b0 = TLanes.MultiplyAdd(row, y1, b0);
                    row = TLanes.Load(ref x, xS + column);
                    a1 = TLanes.MultiplyAdd(row, y0, a1);
                    b1 = TLanes.MultiplyAdd(row, y1, b1);
                    row = TLanes.Load(ref x, (2 * xS) + column);
                    a2 = TLanes.MultiplyAdd(row, y0, a2);
                    b2 = TLanes.MultiplyAdd(row, y1, b2);
                    row = TLanes.Load(ref x, (3 * xS) + column);
                    a3 = TLanes.MultiplyAdd(row, y0, a3);
                    b3 = TLanes.MultiplyAdd(row, y1, b3);
                }

                TLanes.Store(a0, ref partial, lane);
                TLanes.Store(a1, ref partial, LaneLayout.Columns + lane);
                TLanes.Store(a2, ref partial, (2 * LaneLayout.Columns) + lane);
                TLanes.Store(a3, ref partial, (3 * LaneLayout.Columns) + lane);
                TLanes.Store(b0, ref partial, (4 * LaneLayout.Columns) + lane);
                TLanes.Store(b1, ref partial, (5 * LaneLayout.Columns) + lane);
                TLanes.Store(b2, ref partial, (6 * LaneLayout.Columns) + lane);
                TLanes.Store(b3, ref partial, (7 * LaneLayout.Columns) + lane);
            }
        }
    }

    // Four numbers += the sums of four times 16 partial sums, each the tree of Sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddSums(ref float partial, ref float place)
    {
        (Vector128<float> low01, Vector128<float> high01) = Interleaved(Quarters(ref partial), Quarters(ref Unsafe.Add(ref partial, LaneLayout.Columns)));
        (Vector128<float> low23, Vector128<float> high23) = Interleaved(
            Quarters(ref Unsafe.Add(ref partial, 2 * LaneLayout.Columns)), Quarters(ref Unsafe.Add(ref partial, 3 * LaneLayout.Columns)));
        // Of sums 0 and 1: [quarter 0 + 2 of both, quarter 1 + 3 of both].
        Vector128<float> first = low01 + high01, second = low23 + high23;
        (Vector128<float> even, Vector128<float> odd) = Halves(first, second);
        (Vector128.LoadUnsafe(ref place) + (even + odd)).StoreUnsafe(ref place);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarters(ref float partial)
    {
        Vector256<float> half = Vector256.LoadUnsafe(ref partial) + Vector256.LoadUnsafe(ref partial, 8);
        return half.GetLower() + half.GetUpper();
    }

    // [l0, r0, l1, r1] and [l2, r2, l3, r3].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Interleaved(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? (Sse.UnpackLow(left, right), Sse.UnpackHigh(left, right))
        : AdvSimd.Arm64.IsSupported ? (AdvSimd.Arm64.ZipLow(left, right), AdvSimd.Arm64.ZipHigh(left, right))
        : (Vector128.Create(left[0], right[0], left[1], right[1]), Vector128.Create(left[2], right[2], left[3], right[3]));

    // [l0, l1, r0, r1] and [l2, l3, r2, r3].
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<float> Low, Vector128<float> High) Halves(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? (Sse.MoveLowToHigh(left, right), Sse.MoveHighToLow(right, left))
        : AdvSimd.Arm64.IsSupported
            ? (AdvSimd.Arm64.ZipLow(left.AsDouble(), right.AsDouble()).AsSingle(), AdvSimd.Arm64.ZipHigh(left.AsDouble(), right.AsDouble()).AsSingle())
            : (Vector128.Create(left[0], left[1], right[0], right[1]), Vector128.Create(left[2], left[3], right[2], right[3]));

    // A fixed tree over 16 partial sums. Vector128 computes the same without the processor's help.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(ref float partial)
    {
        Vector128<float> sum = Quarters(ref partial);
        return (sum.GetElement(0) + sum.GetElement(2)) + (sum.GetElement(1) + sum.GetElement(3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(
        ref float w, nuint wO, nuint wI, ref float x, nuint xS, ref float y, nuint yS, nuint output, int inputs, nuint column, bool accumulate)
    {
        unchecked
        {
            ref float place = ref Unsafe.Add(ref y, (output * yS) + column);
            ref float weight = ref Unsafe.Add(ref w, output * wO);
            ref float xRow = ref Unsafe.Add(ref x, column);
            TVector sum = accumulate ? TLanes.Load(ref place, 0) : TLanes.All(0);
            for (int input = 0; input < inputs; input++)
            {
                sum = TLanes.MultiplyAdd(TLanes.All(weight), TLanes.Load(ref xRow, 0), sum);
                weight = ref Unsafe.Add(ref weight, wI);
                xRow = ref Unsafe.Add(ref xRow, xS);
            }

            TLanes.Store(sum, ref place, 0);
        }
    }
}
