using FixPix.Mosaics;

namespace FixPix.RawFiles.Fits;

/// <summary>Where in a file the picture is, and how its samples are stored (FITS 4.0, sections 4.4 and 5).</summary>
/// <param name="Header">The picture's header.</param>
/// <param name="BitPix">8, 16, 32: whole numbers; −32, −64: floating point.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="BottomUp">Whether the file begins with the bottom row.</param>
internal sealed record FitsImage(FitsHeader Header, int BitPix, int Width, int Height, bool BottomUp)
{
    /// <summary>The longest stretch of samples that is read or written at once, bytes.</summary>
    private const int ChunkBytes = 1 << 20;

    /// <summary>Bytes of a sample.</summary>
    public int SampleBytes => Math.Abs(BitPix) / 8;

    /// <summary>Bytes of all samples, without the filling of the last block.</summary>
    public long DataBytes => (long)Width * Height * SampleBytes;

    /// <summary>The most samples of a piece.</summary>
    public int PieceLength => ChunkBytes / SampleBytes;

    /// <summary>Finds the first picture in a file: in its primary part or in an extension.</summary>
    /// <exception cref="RawFileException">The file is corrupt, or has no picture that is a mosaic.</exception>
    public static FitsImage Find(FileBytes file)
    {
        // Behind the last extension anything may stand.
        for (long offset = 0; offset == 0 || IsExtension(file, offset);)
        {
            FitsHeader header = FitsHeader.Read(file, offset);
            int axes = header.Integer("NAXIS", 0, 999);
            if (header.IsTrue("ZIMAGE"))
            {
                throw new UnsupportedFileException("a compressed FITS image (ZIMAGE): unpack it first, with funpack");
            }

            if (axes >= 2 && (offset == 0 || header.Text("XTENSION") == "IMAGE") && !header.IsTrue("GROUPS"))
            {
                return Of(header, axes, file);
            }

            offset = header.End + DataLength(header, axes, file);
        }

        throw new UnsupportedFileException("a FITS file without a picture");
    }

    /// <summary>The pieces in which the samples are read: where in the file, the first sample in the mosaic, how many.</summary>
    public IEnumerable<(long Offset, int First, int Count)> Pieces()
    {
        // Turned pictures are read row by row, others as one long row.
        (int rows, int length) = BottomUp ? (Height, Width) : (1, Width * Height);
        for (int row = 0; row < rows; row++)
        {
            long rowOffset = Header.End + ((long)row * length * SampleBytes);
            for (int start = 0; start < length; start += PieceLength)
            {
                yield return (rowOffset + ((long)start * SampleBytes), ((rows - 1 - row) * length) + start, Math.Min(PieceLength, length - start));
            }
        }
    }

    private static bool IsExtension(FileBytes file, long offset)
    {
        Span<byte> keyword = stackalloc byte[9];
        if (offset > file.Length - FitsHeader.BlockLength)
        {
            return false;
        }

        file.Read(offset, keyword, "FITS extension");
        return keyword.SequenceEqual("XTENSION="u8);
    }

    private static FitsImage Of(FitsHeader header, int axes, FileBytes file)
    {
        int bitPix = ReadBitPix(header);
        (int width, int height) = (header.Integer("NAXIS1", 1, int.MaxValue), header.Integer("NAXIS2", 1, int.MaxValue));
        for (int axis = 3; axis <= axes; axis++)
        {
            int length = header.Integer($"NAXIS{axis}", 1, int.MaxValue);
            if (length != 1)
            {
                throw new UnsupportedFileException($"a FITS image of {length} planes (NAXIS{axis}); FixPix mends mosaics, one plane before any demosaicing");
            }
        }

        if ((long)width * height > MosaicLayout.MaxSamples)
        {
            throw new UnsupportedFileException($"a FITS image of {width}×{height}: at most {MosaicLayout.MaxSamples} samples are read");
        }

        FitsImage image = new(header, bitPix, width, height, header.Text("ROWORDER")?.ToUpperInvariant() == "BOTTOM-UP");
        file.Require(header.End, image.DataBytes, $"samples of {width}×{height}, {Math.Abs(bitPix)} bit");
        return image;
    }

    private static int ReadBitPix(FitsHeader header)
    {
        int bitPix = header.Integer("BITPIX", -64, 64);
        return bitPix is 8 or 16 or 32 or -32 or -64
            ? bitPix
            : throw new UnsupportedFileException($"FITS BITPIX {bitPix}: 8, 16, 32, -32 and -64 are read");
    }

    // Bytes of a part's data with its filling (FITS 4.0, equation 2).
    private static long DataLength(FitsHeader header, int axes, FileBytes file)
    {
        double count = axes == 0 ? 0 : 1;
        for (int axis = 1; axis <= axes; axis++)
        {
            int length = header.Integer($"NAXIS{axis}", 0, int.MaxValue);
            count *= axis == 1 && length == 0 && header.IsTrue("GROUPS") ? 1 : length;
        }

        double bytes = Math.Abs((long)header.Integer("BITPIX", -64, 64)) / 8.0
            * header.Integer("GCOUNT", 0, int.MaxValue, absent: 1) * (header.Integer("PCOUNT", 0, int.MaxValue, absent: 0) + count);
        if (!(bytes <= file.Length))
        {
            throw new CorruptFileException($"FITS part at byte {header.Offset}: {bytes:0} bytes of data in a file of {file.Length} bytes");
        }

        return ((long)bytes + FitsHeader.BlockLength - 1) / FitsHeader.BlockLength * FitsHeader.BlockLength;
    }
}
