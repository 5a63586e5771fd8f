using System.Buffers;
using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>Uncompressed rows of samples at a place of a file: what PGM, NPY and headerless dumps have in common.</summary>
/// <param name="Packing">How a row's samples are stored; never <see cref="DumpPacking.Guess"/>.</param>
/// <param name="Width">Samples of a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Offset">Where the first row begins.</param>
/// <param name="Stride">Bytes from one row to the next, at least <see cref="RowBytes"/>.</param>
internal readonly record struct PackedRows(DumpPacking Packing, int Width, int Height, long Offset, int Stride)
{
    private const int BandBytes = 1 << 18;
    private const int MaxRowBytes = 1 << 28;

    /// <summary>Rows without gaps.</summary>
    public PackedRows(DumpPacking packing, int width, int height, long offset)
        : this(packing, width, height, offset, (int)Math.Min(int.MaxValue, SamplePacking.RowBytes(packing, width)))
    {
    }

    /// <summary>Bytes of a row without padding.</summary>
    public int RowBytes => (int)SamplePacking.RowBytes(Packing, Width);

    /// <summary>The first byte behind the rows.</summary>
    public long End => Offset + ((long)Stride * Height);

    /// <summary>The rows that are read and written at once.</summary>
    private int BandRows => Math.Clamp(BandBytes / Stride, 1, Height);

    /// <summary>Reads all rows.</summary>
    /// <returns>Height × Width samples.</returns>
    /// <exception cref="CorruptFileException">The file is too short.</exception>
    public ushort[] Read(FileBytes file)
    {
        if (SamplePacking.RowBytes(Packing, Width) > MaxRowBytes)
        {
            throw new UnsupportedFileException($"rows of {Width} samples: at most {MaxRowBytes} bytes a row are supported");
        }

        file.Require(Offset, End - Offset, $"samples of {Width}×{Height}");
        ushort[] samples = GC.AllocateUninitializedArray<ushort>(Width * Height);
        byte[] band = ArrayPool<byte>.Shared.Rent(BandRows * Stride);
        for (int row = 0; row < Height; row += BandRows)
        {
            int rows = Math.Min(BandRows, Height - row);
            file.Read(Offset + ((long)row * Stride), band.AsSpan(0, Stride * rows), "samples");
            for (int index = 0; index < rows; index++)
            {
                SamplePacking.Unpack(Packing, band.AsSpan(index * Stride, RowBytes), samples.AsSpan((row + index) * Width, Width));
            }
        }

        ArrayPool<byte>.Shared.Return(band);
        return samples;
    }

    /// <summary>Writes all rows; padding is as in the source, or 0.</summary>
    /// <exception cref="FixPixException">A sample does not fit the packing.</exception>
    public void Write(Stream output, Mosaic mosaic, FileBytes? source)
    {
        if (mosaic.Width != Width || mosaic.Height != Height)
        {
            throw new FixPixException($"mosaic of {mosaic.Width}×{mosaic.Height} for a file of {Width}×{Height}");
        }

        RequireRange(mosaic);
        byte[] band = new byte[BandRows * Stride];
        for (int row = 0; row < Height; row += BandRows)
        {
            int rows = Math.Min(BandRows, Height - row);
            source?.Read(Offset + ((long)row * Stride), band.AsSpan(0, Stride * rows), "samples");
            for (int index = 0; index < rows; index++)
            {
                SamplePacking.Pack(Packing, mosaic.Row(row + index), band.AsSpan(index * Stride, RowBytes));
            }

            output.Write(band, 0, Stride * rows);
        }
    }

    /// <summary>Writes a file that differs from its source in its samples alone.</summary>
    public void WritePatched(Stream output, Mosaic mosaic, FileBytes source)
    {
        Copy(source, 0, Offset, output);
        Write(output, mosaic, source);
        Copy(source, End, source.Length, output);
    }

    private static void Copy(FileBytes source, long from, long end, Stream output)
    {
        byte[] piece = new byte[Math.Min(end - from, BandBytes)];
        while (from < end)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, end - from));
            source.Read(from, part, "bytes to keep");
            output.Write(part);
            from += part.Length;
        }
    }

    private void RequireRange(Mosaic mosaic)
    {
        int range = SamplePacking.Range(Packing);
        int index = range == ushort.MaxValue ? -1 : mosaic.Samples.AsSpan().IndexOfAnyExceptInRange((ushort)0, (ushort)range);
        if (index >= 0)
        {
            throw new FixPixException(
                $"sample {mosaic.Samples[index]} at row {index / Width}, column {index % Width} does not fit the file's range, 0 to {range}");
        }
    }
}
