using System.Buffers;

namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>
/// Decodes lossless JPEG (ITU-T T.81, process 14, SOF3): predictors 1 to 7, 1 to 4 interleaved components, 2 to 16 bits,
/// restart intervals, point transform. It is what DNG and most camera formats pack their samples with.
/// </summary>
internal static class LosslessJpegDecoder
{
    /// <summary>Decodes one stream into a rectangle of a larger picture.</summary>
    /// <param name="data">The stream. What follows its samples is not looked at.</param>
    /// <param name="tileWidth">
    /// Samples of a tile's row. Where the stream has other rows than the tile, its samples fill the tile's rows one after
    /// another, as DNG wants it ("Compression" in the DNG specification 1.7).
    /// </param>
    /// <param name="tileHeight">Rows of the tile.</param>
    /// <param name="destination">Gets the samples; the tile's first one comes first.</param>
    /// <param name="stride">Samples from one row of the destination to the next.</param>
    /// <param name="width">How many samples of a row are wanted: less than the tile's at the picture's right border.</param>
    /// <param name="height">How many rows are wanted; the stream may end after them.</param>
    /// <exception cref="CorruptFileException">The stream is broken, ends early, or is not of the tile's size.</exception>
    /// <exception cref="UnsupportedFileException">It is a JPEG of another kind.</exception>
    public static void Decode(
        ReadOnlySpan<byte> data, int tileWidth, int tileHeight, Span<ushort> destination, int stride, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, tileWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, tileHeight);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, width == 0 || height == 0 ? 0 : ((long)(height - 1) * stride) + width);
        JpegSegments segments = JpegSegments.Parse(data);
        RequireSize(segments.Header, tileWidth, tileHeight, height, data.Length - segments.EntropyOffset);
        using ScanDecoder scan = new(segments, data[segments.EntropyOffset..]);
        if (segments.Header.RowSamples == tileWidth && width == tileWidth && segments.Header.PointTransform == 0)
        {
            DecodeInPlace(scan, destination, stride, width, height);
        }
        else
        {
            DecodeThroughRows(scan, segments.Header, tileWidth, destination, stride, width, height);
        }
    }

    private static void RequireSize(LosslessJpegHeader header, int tileWidth, int tileHeight, int height, int bytes)
    {
        bool sameRows = header.RowSamples == tileWidth && header.Height >= height;
        if (!sameRows && header.SampleCount != (long)tileWidth * tileHeight)
        {
            throw new CorruptFileException(
                $"lossless JPEG of {header.Width}×{header.Height} samples and {header.Components} components in a tile of {tileWidth}×{tileHeight}");
        }

        // No code has less than one bit.
        if ((long)tileWidth * height > 8L * bytes)
        {
            throw new CorruptFileException($"lossless JPEG: {bytes} bytes cannot hold {tileWidth}×{height} samples");
        }
    }

    private static void DecodeInPlace(ScanDecoder scan, Span<ushort> destination, int stride, int width, int height)
    {
        ReadOnlySpan<ushort> above = [];
        for (int row = 0; row < height; row++)
        {
            Span<ushort> current = destination.Slice(row * stride, width);
            scan.DecodeRow(above, current);
            above = current;
        }
    }

    private static void DecodeThroughRows(
        ScanDecoder scan, LosslessJpegHeader header, int tileWidth, Span<ushort> destination, int stride, int width, int height)
    {
        int rowSamples = header.RowSamples;
        ushort[] rows = ArrayPool<ushort>.Shared.Rent(3 * rowSamples);
        Span<ushort> above = rows.AsSpan(0, rowSamples);
        Span<ushort> current = rows.AsSpan(rowSamples, rowSamples);
        Span<ushort> shifted = rows.AsSpan(2 * rowSamples, rowSamples);
        for (long first = 0; first < (long)tileWidth * height; first += rowSamples)
        {
            scan.DecodeRow(above, current);
            for (int index = 0; index < rowSamples; index++)
            {
                shifted[index] = (ushort)(current[index] << header.PointTransform);
            }

            Place(shifted, first, tileWidth, destination, stride, width, height);
            Span<ushort> swap = above;
            above = current;
            current = swap;
        }

        ArrayPool<ushort>.Shared.Return(rows);
    }

    // Puts samples that begin at a place of the tile, counted row by row, where they belong.
    private static void Place(ReadOnlySpan<ushort> samples, long first, int tileWidth, Span<ushort> destination, int stride, int width, int height)
    {
        while (samples.Length > 0 && first < (long)tileWidth * height)
        {
            (int row, int column) = ((int)(first / tileWidth), (int)(first % tileWidth));
            int count = Math.Min(samples.Length, tileWidth - column);
            int wanted = Math.Min(count, width - column);
            if (wanted > 0)
            {
                samples[..wanted].CopyTo(destination.Slice((row * stride) + column, wanted));
            }

            samples = samples[count..];
            first += count;
        }
    }
}
