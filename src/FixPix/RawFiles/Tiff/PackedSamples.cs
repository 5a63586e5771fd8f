using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// Samples of 8 to 16 bits, packed high bit first as TIFF 6.0 (page 29) and DNG 1.7 (BitsPerSample) say. A row begins on a byte. Samples of 16 bits
/// follow the file's byte order, all others do not.
/// </summary>
internal static class PackedSamples
{
    /// <summary>Unpacks one row.</summary>
    /// <param name="packed">⌈samples · bits / 8⌉ bytes.</param>
    /// <param name="bits">8 to 16.</param>
    /// <param name="bigEndian">Byte order of 16-bit samples.</param>
    /// <param name="samples">The destination.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, int bits, bool bigEndian, Span<ushort> samples)
    {
        if (bits == 16)
        {
            ReadOnlySpan<ushort> stored = MemoryMarshal.Cast<byte, ushort>(packed[..(samples.Length * 2)]);
            if (bigEndian == BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(stored, samples);
            }
            else
            {
                stored.CopyTo(samples);
            }
        }
        else if (bits == 8)
        {
            for (int index = 0; index < samples.Length; index++)
            {
                samples[index] = packed[index];
            }
        }
        else
        {
            UnpackBits(packed, bits, samples);
        }
    }

    /// <summary>Packs one row; the bits after the last sample are 0.</summary>
    /// <param name="samples">Samples below 2^bits.</param>
    /// <param name="bits">8 to 16.</param>
    /// <param name="bigEndian">Byte order of 16-bit samples.</param>
    /// <param name="packed">⌈samples · bits / 8⌉ bytes.</param>
    public static void Pack(ReadOnlySpan<ushort> samples, int bits, bool bigEndian, Span<byte> packed)
    {
        if (bits == 16)
        {
            Span<ushort> stored = MemoryMarshal.Cast<byte, ushort>(packed[..(samples.Length * 2)]);
            if (bigEndian == BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(samples, stored);
            }
            else
            {
                samples.CopyTo(stored);
            }

            return;
        }

        uint pending = 0;
        int pendingBits = 0;
        int next = 0;
        foreach (ushort sample in samples)
        {
            pending = (pending << bits) | sample;
            pendingBits += bits;
            while (pendingBits >= 8)
            {
                pendingBits -= 8;
                packed[next++] = (byte)(pending >> pendingBits);
            }
        }

        if (pendingBits > 0)
        {
            packed[next] = (byte)(pending << (8 - pendingBits));
        }
    }

    // Four samples of an even number of bits are bits / 2 whole bytes, at most 7: one 8-byte load serves all four.
    private static void UnpackBits(ReadOnlySpan<byte> packed, int bits, Span<ushort> samples)
    {
        int index = 0;
        int at = 0;
        uint mask = (1u << bits) - 1;
        if (bits % 2 == 0)
        {
            for (; index + 4 <= samples.Length && at + 8 <= packed.Length; index += 4, at += bits / 2)
            {
                ulong word = BinaryPrimitives.ReadUInt64BigEndian(packed[at..]);
                samples[index + 3] = (ushort)((uint)(word >> (64 - (4 * bits))) & mask);
                samples[index + 2] = (ushort)((uint)(word >> (64 - (3 * bits))) & mask);
                samples[index + 1] = (ushort)((uint)(word >> (64 - (2 * bits))) & mask);
                samples[index] = (ushort)(word >> (64 - bits));
            }
        }

        uint pending = 0;
        int pendingBits = 0;
        for (; index < samples.Length; index++)
        {
            while (pendingBits < bits)
            {
                pending = (pending << 8) | packed[at++];
                pendingBits += 8;
            }

            pendingBits -= bits;
            samples[index] = (ushort)((pending >> pendingBits) & mask);
        }
    }
}
