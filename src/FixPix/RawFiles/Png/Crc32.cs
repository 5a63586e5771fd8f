using System.Buffers.Binary;

namespace FixPix.RawFiles.Png;

/// <summary>The checksum of PNG's chunks (ISO 3309; PNG specification, annex D), eight bytes at a step.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    // Table k, entry b: the remainder of byte b with k zero bytes behind it.
    private static readonly uint[] s_tables = MakeTables();

    /// <summary>The checksum of some bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="previous">The checksum of the bytes before them, or 0.</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint previous = 0)
    {
        uint crc = ~previous;
        uint[] tables = s_tables;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = tables[0x700 + (low & 255)] ^ tables[0x600 + ((low >> 8) & 255)] ^ tables[0x500 + ((low >> 16) & 255)] ^ tables[0x400 + (low >> 24)]
                ^ tables[0x300 + (high & 255)] ^ tables[0x200 + ((high >> 8) & 255)] ^ tables[0x100 + ((high >> 16) & 255)] ^ tables[high >> 24];
        }

        foreach (byte value in bytes)
        {
            crc = (crc >> 8) ^ tables[(crc ^ value) & 255];
        }

        return ~crc;
    }

    private static uint[] MakeTables()
    {
        uint[] tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * Polynomial);
            }

            tables[value] = crc;
        }

        for (int index = 256; index < tables.Length; index++)
        {
            tables[index] = (tables[index - 256] >> 8) ^ tables[tables[index - 256] & 255];
        }

        return tables;
    }
}
