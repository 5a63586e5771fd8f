using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>
/// The samples of a new file as uncompressed strips, one after the other without a gap: some readers look at the first
/// offset only.
/// </summary>
internal static class TiffStrips
{
    private const int StripBytes = 1 << 20;

    /// <summary>Writes the whole file.</summary>
    /// <param name="output">Empty, can seek.</param>
    /// <param name="file">All tags but those of the strips.</param>
    /// <param name="mosaic">The samples.</param>
    /// <param name="bits">8 or 16.</param>
    public static void Write(Stream output, TiffNewFile file, Mosaic mosaic, int bits)
    {
        int rowBytes = mosaic.Width * (bits / 8);
        int rows = Math.Clamp(StripBytes / rowBytes, 1, mosaic.Height);
        int strips = ((mosaic.Height - 1) / rows) + 1;
        long[] offsets = new long[strips];
        long[] byteCounts = new long[strips];
        file.First[TiffTag.BitsPerSample] = TiffNewFile.Integers(TiffType.Short, bits);
        file.First[TiffTag.Compression] = TiffNewFile.Integers(TiffType.Short, TiffCompression.None);
        file.First[TiffTag.RowsPerStrip] = TiffNewFile.Integers(TiffType.Long, rows);
        file.First[TiffTag.StripOffsets] = TiffNewFile.Integers(TiffType.Long, offsets);
        file.First[TiffTag.StripByteCounts] = TiffNewFile.Integers(TiffType.Long, byteCounts);
        long start = file.DataStart;
        for (int strip = 0; strip < strips; strip++)
        {
            offsets[strip] = start + ((long)strip * rows * rowBytes);
            byteCounts[strip] = (long)Math.Min(rows, mosaic.Height - (strip * rows)) * rowBytes;
        }

        RequireAddressable(offsets[^1] + byteCounts[^1]);
        file.First[TiffTag.StripOffsets] = TiffNewFile.Integers(TiffType.Long, offsets);
        file.First[TiffTag.StripByteCounts] = TiffNewFile.Integers(TiffType.Long, byteCounts);
        file.WriteHead(output);
        output.Position = start;
        byte[] packed = new byte[rows * rowBytes];
        for (int first = 0; first < mosaic.Height; first += rows)
        {
            int count = Math.Min(rows, mosaic.Height - first);
            Span<byte> strip = packed.AsSpan(0, count * rowBytes);
            PackedSamples.Pack(mosaic.Samples.AsSpan(first * mosaic.Width, count * mosaic.Width), bits, bigEndian: false, strip);
            output.Write(strip);
        }
    }

    /// <summary>Refuses a file that 32-bit offsets cannot address.</summary>
    public static void RequireAddressable(long length)
    {
        if (length > uint.MaxValue)
        {
            throw new UnsupportedFileException($"the file would have {length} bytes, more than a TIFF can address");
        }
    }
}
