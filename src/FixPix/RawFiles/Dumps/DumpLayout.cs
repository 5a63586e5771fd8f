using FixPix.Mosaics;

namespace FixPix.RawFiles.Dumps;

/// <summary>Finds out how a headerless dump is laid out, from what the user says and the file's length.</summary>
internal static class DumpLayout
{
    private static readonly DumpPacking[] s_packings = [DumpPacking.Bytes8, DumpPacking.LittleEndian16, DumpPacking.MipiRaw10, DumpPacking.MipiRaw12];

    /// <summary>The layout.</summary>
    /// <param name="length">The file's length in bytes.</param>
    /// <param name="settings">What the user says.</param>
    /// <param name="notes">Gets a line for each guess.</param>
    /// <exception cref="RawFileException">The size is not given, or does not go with the length.</exception>
    public static PackedRows Find(long length, RawReadSettings settings, ICollection<string> notes)
    {
        if (settings.Width is not { } width || settings.Height is not { } height)
        {
            throw new UnsupportedFileException($"a headerless dump of {length} bytes: --width and --height are needed (and --cfa, --bits, --black, --white)");
        }

        if (width < 1 || height < 1 || (long)width * height > MosaicLayout.MaxSamples)
        {
            throw new FixPixException($"size {width}×{height}: 1×1 to {MosaicLayout.MaxSamples} samples expected");
        }

        if (settings.HeaderBytes < 0 || settings.HeaderBytes > length)
        {
            throw new CorruptFileException($"header of {settings.HeaderBytes} bytes in a file of {length}");
        }

        long bytes = length - settings.HeaderBytes;
        DumpPacking packing = settings.Packing == DumpPacking.Guess ? Guess(bytes, width, height, settings.Bits, notes) : settings.Packing;
        long row = SamplePacking.RowBytes(packing, width);
        if (row * height > bytes)
        {
            throw new CorruptFileException(
                $"{width}×{height} samples of {SamplePacking.Name(packing)} take {row * height} bytes; the file has {bytes} behind its header of {settings.HeaderBytes}");
        }

        long stride = IsPaddedRow(bytes, height, row) ? bytes / height : row;
        if (stride > row)
        {
            notes.Add($"rows of {row} bytes padded to {stride}, as the file's length says");
        }

        return new PackedRows(packing, width, height, settings.HeaderBytes, (int)stride);
    }

    private static DumpPacking Guess(long bytes, int width, int height, int? bits, ICollection<string> notes)
    {
        (DumpPacking best, long leastRank) = (DumpPacking.Guess, long.MaxValue);
        foreach (DumpPacking packing in s_packings)
        {
            long rank = Rank(packing, bytes, width, height, bits);
            if (rank < leastRank)
            {
                (best, leastRank) = (packing, rank);
            }
        }

        if (best != DumpPacking.Guess)
        {
            notes.Add($"packing guessed from the file's length: {SamplePacking.Name(best)}");
            return best;
        }

        throw new CorruptFileException(
            $"{bytes} bytes of samples are no {width}×{height} of 8 bit ({(long)width * height}), 16 bit ({2L * width * height}), "
            + $"MIPI RAW10 ({SamplePacking.RowBytes(DumpPacking.MipiRaw10, width) * height}) or RAW12 ({SamplePacking.RowBytes(DumpPacking.MipiRaw12, width) * height}); "
            + "the width, the height, the packing or the header's length is another");
    }

    // The less, the likelier: no padding, then exactly the bits that the user gave, then the least padding.
    private static long Rank(DumpPacking packing, long bytes, int width, int height, int? bits)
    {
        long row = SamplePacking.RowBytes(packing, width);
        if (SamplePacking.Bits(packing) < bits || !IsPaddedRow(bytes, height, row))
        {
            return long.MaxValue;
        }

        long padding = (bytes / height) - row;
        return padding == 0 ? 0 : SamplePacking.Bits(packing) == bits ? 1 : 1 + padding;
    }

    // Memory is handed out in powers of two, so padded rows are the shortest multiple of one; other bytes are a trailer.
    private static bool IsPaddedRow(long bytes, int height, long row)
    {
        long stride = bytes / height;
        if (bytes % height != 0 || stride < row || stride > row + 255)
        {
            return false;
        }

        for (int alignment = 1; alignment <= 256; alignment *= 2)
        {
            if ((row + alignment - 1) / alignment * alignment == stride)
            {
                return true;
            }
        }

        return false;
    }
}
