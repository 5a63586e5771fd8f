using System.Runtime.CompilerServices;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>A code made ready for decoding: one look at the next bits gives a code's length and its difference's.</summary>
internal sealed class HuffmanLookup
{
    /// <summary>
    /// Bits of a look. A code of 12 bits and 15 bits of difference are 27 bits, so two of them fit the 56 bits that a
    /// refill gives; the table takes 16 KiB and leaves room in a first-level cache.
    /// </summary>
    public const int Bits = 12;

    private readonly HuffmanCode _code;

    public HuffmanLookup(HuffmanCode code)
    {
        _code = code;
        (int next, int value) = (0, 0);
        for (int length = 1; length <= Bits; length++)
        {
            for (int index = 0; index < code.Counts[length - 1]; index++, value++)
            {
                int category = code.Values[value];
                int span = 1 << (Bits - length);
                Table.AsSpan(next, span).Fill(category == 16 ? 0 : Entry(length, category));
                next += span;
            }
        }
    }

    /// <summary>
    /// By the next <see cref="Bits"/> bits: code length + category in bits 0 to 7, code length in 8 to 15, 63 − category
    /// in 16 to 23. 0: a longer code, category 16, or no code; <see cref="ReadLong"/> finds out which.
    /// </summary>
    public uint[] Table { get; } = new uint[1 << Bits];

    /// <summary>The difference that follows a code, from the bits at the code's beginning and the code's entry.</summary>
    /// <remarks>
    /// T.81, F.2.2.1: a difference whose first bit is 0 is negative and stored as itself minus one. Turning the bits over
    /// before and after does both signs without a branch; category 0 gives 0.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Difference(ulong bits, uint entry)
    {
        ulong top = bits << (int)(entry >> 8);
        ulong flip = (ulong)~((long)top >> 63);
        ulong magnitude = ((top ^ flip) >> 1) >> (int)(entry >> 16);
        return (uint)((magnitude ^ flip) - flip);
    }

    /// <summary>Decodes one difference bit by bit, for codes that the table does not resolve.</summary>
    /// <param name="window">The unstuffed bytes.</param>
    /// <param name="state">Where the reader is.</param>
    /// <param name="difference">The difference, modulo 2^16.</param>
    /// <returns>Where the reader is afterwards, refilled.</returns>
    /// <exception cref="CorruptFileException">No code begins with these bits.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public BitState ReadLong(ref byte window, BitState state, out uint difference)
    {
        state = state.Refilled(ref window);
        (int first, int value) = (0, 0);
        for (int length = 1; length <= HuffmanCode.MaxLength; length++)
        {
            int count = _code.Counts[length - 1];
            int offset = (int)(state.Bits >> (64 - length)) - first;
            if (offset < count)
            {
                int category = _code.Values[value + offset];
                uint entry = category == 16 ? Entry(length, 0) : Entry(length, category);
                difference = category == 16 ? 1u << 15 : Difference(state.Bits, entry);
                return state.Skipped((int)(entry & 63)).Refilled(ref window);
            }

            (first, value) = ((first + count) << 1, value + count);
        }

        throw new CorruptFileException("lossless JPEG: bits that are no Huffman code");
    }

    private static uint Entry(int length, int category) =>
        (uint)((length + category) | (length << 8) | ((63 - category) << 16));
}
