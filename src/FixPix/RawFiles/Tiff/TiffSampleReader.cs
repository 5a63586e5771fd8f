using System.Runtime.InteropServices;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Tiff;

/// <summary>Reads all samples of an image. Chunks are independent, so threads share them out; the result does not depend on how.</summary>
internal static class TiffSampleReader
{
    // What one thread reads of an uncompressed chunk in one go: keeps scratch memory small and several threads busy on one strip.
    private const int BandBytes = 1 << 20;

    /// <summary>Reads the mosaic; of several samples a pixel, which have to be equal, the first.</summary>
    /// <returns>Height × Width samples as they are stored.</returns>
    /// <exception cref="RawFileException">Chunks that are damaged; samples of a pixel that differ.</exception>
    public static ushort[] Read(TiffRaster raster, WorkSettings work)
    {
        ushort[] samples = GC.AllocateUninitializedArray<ushort>(raster.Width * raster.Height);
        int bandRows = BandRows(raster);
        int bandsPerChunk = ((raster.ChunkRows - 1) / bandRows) + 1;
        RowBands.Run(raster.ChunkCount * bandsPerChunk, 1, work, static () => new TiffScratch(), (band, _, scratch) =>
        {
            TiffChunk chunk = raster.Chunk(band / bandsPerChunk);
            int first = band % bandsPerChunk * bandRows;
            int rows = Math.Min(bandRows, chunk.VisibleRows - first);
            if (rows > 0)
            {
                ReadBand(raster, chunk, first, rows, scratch, samples);
            }
        });
        return samples;
    }

    /// <summary>Rows of a chunk that are worked on at once: all of them when it is compressed.</summary>
    public static int BandRows(TiffRaster raster) =>
        raster.Compression == TiffCompression.None ? Math.Clamp(BandBytes / raster.RowBytes, 1, raster.ChunkRows) : raster.ChunkRows;

    private static void ReadBand(TiffRaster raster, TiffChunk chunk, int first, int rows, TiffScratch scratch, ushort[] samples)
    {
        if (raster.IsMemoryLayout)
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(samples.AsSpan((chunk.Row + first) * raster.Width, rows * raster.Width));
            raster.Structure.File.Read(chunk.Offset + ((long)first * raster.RowBytes), bytes, "samples");
            return;
        }

        if (raster.Compression == TiffCompression.LosslessJpeg)
        {
            TiffChunkDecoder.DecodeJpeg(raster, chunk, scratch, samples.AsSpan((chunk.Row * raster.Width) + chunk.Column));
            return;
        }

        Span<ushort> decoded = raster.Compression == TiffCompression.None
            ? TiffChunkDecoder.DecodeRows(raster, chunk, first, rows, scratch)
            : TiffChunkDecoder.Decode(raster, chunk, scratch);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<ushort> from = decoded.Slice(row * raster.RowSamples, chunk.VisibleColumns * raster.SamplesPerPixel);
            Span<ushort> to = samples.AsSpan(((chunk.Row + first + row) * raster.Width) + chunk.Column, chunk.VisibleColumns);
            if (raster.SamplesPerPixel == 1)
            {
                from.CopyTo(to);
            }
            else
            {
                TakeOneOfEqual(from, raster.SamplesPerPixel, to);
            }
        }
    }

    private static void TakeOneOfEqual(ReadOnlySpan<ushort> pixels, int samplesPerPixel, Span<ushort> samples)
    {
        for (int column = 0; column < samples.Length; column++)
        {
            ReadOnlySpan<ushort> pixel = pixels.Slice(column * samplesPerPixel, samplesPerPixel);
            if (pixel[1..].ContainsAnyExcept(pixel[0]))
            {
                throw new UnsupportedFileException(
                    $"a colour picture ({samplesPerPixel} samples a pixel that differ): FixPix works on mosaics, before demosaicing");
            }

            samples[column] = pixel[0];
        }
    }
}
