using System.Buffers;
using System.IO.Compression;
using FixPix.RawFiles.LosslessJpeg;

namespace FixPix.RawFiles.Tiff;

/// <summary>Turns samples into the bytes of a compressed strip or tile, in the chunk's own way of storing them.</summary>
internal static class TiffChunkEncoder
{
    /// <summary>Encodes a chunk.</summary>
    /// <param name="raster">How the image is stored.</param>
    /// <param name="chunk">Which strip or tile.</param>
    /// <param name="samples">chunk.Rows × RowSamples samples. A predictor may change them.</param>
    /// <param name="old">The chunk's bytes as they were: a lossless JPEG keeps its shape.</param>
    public static byte[] Encode(TiffRaster raster, TiffChunk chunk, Span<ushort> samples, ReadOnlySpan<byte> old)
    {
        using MemoryStream encoded = new((int)Math.Min(old.Length + 4096L, Array.MaxLength));
        if (raster.Compression == TiffCompression.LosslessJpeg)
        {
            EncodeJpeg(chunk, samples, LosslessJpegHeader.Read(old), encoded);
            return encoded.ToArray();
        }

        if (raster.Predictor != 1)
        {
            HorizontalPredictor.Apply(samples, raster);
        }

        byte[] bytes = new byte[chunk.Rows * raster.RowBytes];
        for (int row = 0; row < chunk.Rows; row++)
        {
            PackedSamples.Pack(
                samples.Slice(row * raster.RowSamples, raster.RowSamples),
                raster.Bits,
                raster.BigEndian,
                bytes.AsSpan(row * raster.RowBytes, raster.RowBytes));
        }

        return Compress(raster, bytes, encoded);
    }

    // The rows of the JPEG need not be the tile's: DNG lets a stream of two components fill one row with one of its own, or two.
    private static void EncodeJpeg(TiffChunk chunk, ReadOnlySpan<ushort> samples, LosslessJpegHeader header, Stream encoded)
    {
        int rowSamples = header.RowSamples;
        int rows = rowSamples == chunk.Columns ? Math.Min(header.Height, chunk.Rows) : samples.Length / rowSamples;
        int precision = header.Precision;
        while (precision < 16 && samples.ContainsAnyInRange((ushort)(1 << precision), ushort.MaxValue))
        {
            precision++;
        }

        LosslessJpegEncoder.Encode(samples, rowSamples, rowSamples, rows, header.Components, precision, encoded, header.Predictor);
    }

    private static byte[] Compress(TiffRaster raster, byte[] bytes, MemoryStream encoded)
    {
        if (raster.Compression is TiffCompression.Deflate or TiffCompression.OldDeflate)
        {
            using (ZLibStream deflater = new(encoded, CompressionLevel.Optimal, leaveOpen: true))
            {
                deflater.Write(bytes);
            }

            return encoded.ToArray();
        }

        ArrayBufferWriter<byte> packed = new(bytes.Length + 4096);
        if (raster.Compression == TiffCompression.Lzw)
        {
            TiffLzw.Pack(bytes, packed);
            return packed.WrittenSpan.ToArray();
        }

        for (int start = 0; start < bytes.Length; start += raster.RowBytes)
        {
            PackBits.Pack(bytes.AsSpan(start, raster.RowBytes), packed);
        }

        return packed.WrittenSpan.ToArray();
    }
}
