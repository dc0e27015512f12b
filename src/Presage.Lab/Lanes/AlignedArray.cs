using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Presage.Lab.Lanes;

/// <summary>fp32 numbers, zero at first, that begin at a multiple of 64 bytes, so that no vector crosses a cache line.</summary>
internal sealed class AlignedArray
{
    private const int Bytes = 64;

    private readonly float[] _numbers;
    private readonly int _first;

    public AlignedArray(int length)
    {
        Length = length;
        // Pinned, so that the address stays what it is here.
        _numbers = GC.AllocateArray<float>(length + (Bytes / sizeof(float)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_numbers, 0);
        _first = (int)((Bytes - (address & (Bytes - 1))) & (Bytes - 1)) / sizeof(float);
    }

    private AlignedArray(AlignedArray whole, int first, int length) =>
        (_numbers, _first, Length) = (whole._numbers, whole._first + first, length);

    public int Length { get; }

    public Span<float> Span => _numbers.AsSpan(_first, Length);

    /// <summary>The same numbers from one on.</summary>
    public AlignedArray From(int first) => new(this, first, Length - first);

    /// <summary>A number's place; not checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float At(int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_numbers), unchecked((nint)_first + index));
}
