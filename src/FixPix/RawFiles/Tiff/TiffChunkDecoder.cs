using FixPix.RawFiles.LosslessJpeg;

namespace FixPix.RawFiles.Tiff;

/// <summary>Turns the bytes of strips and tiles into samples.</summary>
internal static class TiffChunkDecoder
{
    /// <summary>Decodes a whole chunk, the part outside the image included.</summary>
    /// <returns>chunk.Rows × <see cref="TiffRaster.RowSamples"/> samples in scratch memory: valid until its next use.</returns>
    /// <exception cref="CorruptFileException">The chunk does not hold its samples.</exception>
    public static Span<ushort> Decode(TiffRaster raster, TiffChunk chunk, TiffScratch scratch)
    {
        if (raster.Compression == TiffCompression.None)
        {
            return DecodeRows(raster, chunk, 0, chunk.Rows, scratch);
        }

        Span<ushort> samples = scratch.Samples(chunk.Rows * raster.RowSamples).AsSpan(0, chunk.Rows * raster.RowSamples);
        Memory<byte> used = Load(raster, chunk, scratch);
        if (raster.Compression == TiffCompression.LosslessJpeg)
        {
            // A stream may leave out the rows below the image.
            LosslessJpegHeader header = LosslessJpegHeader.Read(used.Span);
            int rows = header.RowSamples == chunk.Columns ? Math.Min(header.Height, chunk.Rows) : chunk.Rows;
            int wanted = Math.Max(rows, chunk.VisibleRows);
            LosslessJpegDecoder.Decode(used.Span, chunk.Columns, chunk.Rows, samples, chunk.Columns, chunk.Columns, wanted);
            return samples;
        }

        byte[] expanded = scratch.Expanded(chunk.Rows * raster.RowBytes);
        Span<byte> bytes = expanded.AsSpan(0, chunk.Rows * raster.RowBytes);
        TiffExpander.Expand(raster.Compression, used, bytes);
        Unpack(raster, bytes, samples);
        if (raster.Predictor != 1)
        {
            HorizontalPredictor.Undo(samples, raster);
        }

        return samples;
    }

    /// <summary>Decodes some rows of a chunk that is not compressed.</summary>
    /// <returns>rows × <see cref="TiffRaster.RowSamples"/> samples in scratch memory: valid until its next use.</returns>
    public static Span<ushort> DecodeRows(TiffRaster raster, TiffChunk chunk, int firstRow, int rows, TiffScratch scratch)
    {
        int byteCount = rows * raster.RowBytes;
        Span<byte> bytes = scratch.Stored(byteCount).AsSpan(0, byteCount);
        raster.Structure.File.Read(chunk.Offset + ((long)firstRow * raster.RowBytes), bytes, "samples");
        Span<ushort> samples = scratch.Samples(rows * raster.RowSamples).AsSpan(0, rows * raster.RowSamples);
        Unpack(raster, bytes, samples);
        return samples;
    }

    /// <summary>Decodes a lossless JPEG's visible part straight into the image.</summary>
    /// <param name="samples">The image from the chunk's first sample on.</param>
    public static void DecodeJpeg(TiffRaster raster, TiffChunk chunk, TiffScratch scratch, Span<ushort> samples) =>
        LosslessJpegDecoder.Decode(
            Load(raster, chunk, scratch).Span, chunk.Columns, chunk.Rows, samples, raster.Width, chunk.VisibleColumns, chunk.VisibleRows);

    private static Memory<byte> Load(TiffRaster raster, TiffChunk chunk, TiffScratch scratch)
    {
        Memory<byte> stored = scratch.Stored(CountOf(chunk)).AsMemory(0, (int)chunk.ByteCount);
        raster.Structure.File.Read(chunk.Offset, stored.Span, "samples");
        return stored;
    }

    private static void Unpack(TiffRaster raster, ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        int rows = samples.Length / raster.RowSamples;
        for (int row = 0; row < rows; row++)
        {
            PackedSamples.Unpack(
                bytes.Slice(row * raster.RowBytes, raster.RowBytes),
                raster.Bits,
                raster.BigEndian,
                samples.Slice(row * raster.RowSamples, raster.RowSamples));
        }
    }

    private static int CountOf(TiffChunk chunk) =>
        chunk.ByteCount <= Array.MaxLength ? (int)chunk.ByteCount
        : throw new UnsupportedFileException($"strip or tile of {chunk.ByteCount} bytes: at most {Array.MaxLength} can be read at once");
}
