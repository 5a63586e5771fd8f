using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>A place in a stream of bits.</summary>
/// <param name="Bits">The next bits, the first one on top.</param>
/// <param name="Count">How many of them are counted as taken from the bytes before <paramref name="Position"/>, 0 to 63.</param>
/// <param name="Position">The next byte to take.</param>
/// <remarks>Bits below the counted ones are either 0 or what the bytes at the position hold, so that they may be put there again.</remarks>
internal readonly record struct BitState(ulong Bits, int Count, nint Position)
{
    /// <summary>The state with at least 56 counted bits. Reads 8 bytes at the position.</summary>
    /// <remarks>Fabian Giesen, "Reading bits in far too many ways", 2018, variant 4.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitState Refilled(ref byte window) =>
        new(Bits | (Ahead(ref window, Position) >> Count), Count | 56, Position + ((63 - Count) >> 3));

    /// <summary>The state after some of the counted bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BitState Skipped(int bits) => new(Bits << bits, Count - bits, Position);

    /// <summary>The 8 bytes at a position, the first one on top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Ahead(ref byte window, nint position)
    {
        ulong bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref window, position));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(bytes) : bytes;
    }
}
