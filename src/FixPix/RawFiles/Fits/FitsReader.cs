using FixPix.Mosaics;

namespace FixPix.RawFiles.Fits;

/// <summary>Reads the first picture of a FITS file as a mosaic.</summary>
internal static class FitsReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RawFileException">The file is corrupt, or its picture is no mosaic of 0 to 65535.</exception>
    public static RawContents Read(FileBytes file, RawReadSettings settings)
    {
        FitsImage image = FitsImage.Find(file);
        List<string> notes = [];
        MosaicLayout layout = FitsKeywords.Layout(image, settings, notes);
        FitsSamples samples = FitsSamples.Of(file, image);
        NoteGuesses(image, samples, notes);
        Mosaic mosaic = new(layout, ReadSamples(file, image, samples), FitsKeywords.Camera(image.Header));
        if (image.BitPix != 8 && !image.Header.Has("WHITEDN"))
        {
            LayoutSettings.NoteWhite(mosaic, settings, notes);
        }

        return new RawContents(mosaic)
        {
            StoredBits = Math.Abs(image.BitPix),
            Storage = $"BITPIX {image.BitPix}, rows {(image.BottomUp ? "bottom-up" : "top-down")}",
            Notes = notes,
        };
    }

    private static ushort[] ReadSamples(FileBytes file, FitsImage image, FitsSamples coding)
    {
        ushort[] samples = new ushort[image.Width * image.Height];
        byte[] bytes = new byte[image.PieceLength * image.SampleBytes];
        foreach ((long offset, int first, int count) in image.Pieces())
        {
            Span<byte> piece = bytes.AsSpan(0, count * image.SampleBytes);
            file.Read(offset, piece, "samples");
            coding.Decode(piece, samples.AsSpan(first, count));
        }

        return samples;
    }

    private static void NoteGuesses(FitsImage image, FitsSamples samples, List<string> notes)
    {
        if (!image.Header.Has("ROWORDER"))
        {
            notes.Add("no ROWORDER: the first row of the file is taken for the top one, as cameras write it");
        }

        if (samples.IsSpread)
        {
            notes.Add("floating point of 0 to 1: read as 0 to 65535; samples that are not mended stay as they are, bit for bit");
        }
        else if (samples.Rounds)
        {
            notes.Add("values with fractions: read rounded; samples that are not mended stay as they are, bit for bit");
        }
    }
}
