using FixPix.Mosaics;

namespace FixPix.RawFiles.Fits;

/// <summary>
/// Copies a FITS file and changes the samples that differ, and the checksums if it has any. All else, every card and every
/// extension, stays as it was, byte for byte.
/// </summary>
internal static class FitsPatcher
{
    private const int ChunkBytes = 1 << 20;

    /// <summary>Writes the changed copy.</summary>
    /// <param name="output">Empty, can seek and be read.</param>
    /// <param name="mosaic">The samples, of the size of the source's picture.</param>
    /// <param name="source">The file that the mosaic was read from.</param>
    public static void Write(Stream output, Mosaic mosaic, FileBytes source)
    {
        FitsImage image = FitsImage.Find(source);
        if ((image.Width, image.Height) != (mosaic.Width, mosaic.Height))
        {
            throw new UnsupportedFileException($"a mosaic of {mosaic.Width}×{mosaic.Height} for a FITS image of {image.Width}×{image.Height}");
        }

        Copy(source, output);
        if (PatchSamples(output, mosaic.Samples, source, image))
        {
            FitsChecksum.Renew(output, image);
        }
    }

    private static void Copy(FileBytes source, Stream output)
    {
        byte[] chunk = new byte[Math.Min(ChunkBytes, source.Length)];
        for (long offset = 0; offset < source.Length; offset += chunk.Length)
        {
            Span<byte> piece = chunk.AsSpan(0, (int)Math.Min(chunk.Length, source.Length - offset));
            source.Read(offset, piece, "the file");
            output.Write(piece);
        }
    }

    // Compares with what was read, not with what would be written: a stored number that rounding hides is not touched.
    private static bool PatchSamples(Stream output, ReadOnlySpan<ushort> samples, FileBytes source, FitsImage image)
    {
        FitsSamples coding = FitsSamples.Of(source, image);
        byte[] bytes = new byte[image.PieceLength * image.SampleBytes];
        ushort[] old = new ushort[image.PieceLength];
        bool changed = false;
        foreach ((long offset, int first, int count) in image.Pieces())
        {
            Span<byte> piece = bytes.AsSpan(0, count * image.SampleBytes);
            source.Read(offset, piece, "samples");
            coding.Decode(piece, old.AsSpan(0, count));
            if (!PatchPiece(samples.Slice(first, count), old, piece, coding))
            {
                continue;
            }

            changed = true;
            output.Position = offset;
            output.Write(piece);
        }

        return changed;
    }

    private static bool PatchPiece(ReadOnlySpan<ushort> samples, ReadOnlySpan<ushort> old, Span<byte> bytes, FitsSamples coding)
    {
        bool changed = false;
        for (int index = samples.CommonPrefixLength(old); index < samples.Length; index++)
        {
            if (samples[index] != old[index])
            {
                coding.Encode(samples[index], bytes, index);
                changed = true;
            }
        }

        return changed;
    }
}
