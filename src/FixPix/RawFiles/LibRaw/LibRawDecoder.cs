using FixPix.Mosaics;

namespace FixPix.RawFiles.LibRaw;

/// <summary>Takes a mosaic out of a camera's file: docs/decisions/libraw.md says how and why so.</summary>
internal static class LibRawDecoder
{
    /// <summary>
    /// No camera packs its samples below a quarter of a bit each, so a file that promises more samples a byte lies. Checked
    /// before LibRaw or we take memory for them.
    /// </summary>
    private const int MostSamplesPerByte = 32;

    /// <summary>Reads a file.</summary>
    /// <exception cref="RawFileException">LibRaw does not know the file, it is corrupt, or it holds no mosaic.</exception>
    public static RawContents Read(FileBytes file, RawReadSettings settings)
    {
        List<string> notes = [];
        using LibRawImage image = LibRawImage.Open(file.Name);
        CheckSizes(image.Sizes, file.Length);
        ushort[]? full = image.Sizes.HasBorder ? TryReadWithBorder(file.Name, image.Sizes) : null;
        image.Unpack();
        LibRawSizes sizes = image.Sizes;
        CheckSizes(sizes, file.Length);
        if (sizes.HasBorder && (full is null || full.Length != sizes.RawWidth * sizes.RawHeight || !Agrees(full, image)))
        {
            notes.Add($"LibRaw gives only the active area, {sizes.Width}×{sizes.Height}; sites count from its corner, not from that of the full array");
            full = null;
        }

        return ToContents(image, file.Name, full, settings, notes);
    }

    private static RawContents ToContents(LibRawImage image, string path, ushort[]? full, RawReadSettings settings, List<string> notes)
    {
        if (image.DamageCount > 0)
        {
            notes.Add($"LibRaw met damaged data at {image.DamageCount} places; the samples behind them may be wrong");
        }

        LibRawSizes sizes = full is null ? image.Sizes.Cropped : image.Sizes;
        int storedBits = 32 - int.LeadingZeroCount(image.Maximum);
        return new RawContents(ToMosaic(image, path, full ?? ReadActiveArea(image), sizes, settings))
        {
            Storage = $"{image.Decoder} of LibRaw",
            StoredBits = storedBits,
            Notes = notes,
        };
    }

    private static Mosaic ToMosaic(LibRawImage image, string path, ushort[] samples, LibRawSizes sizes, RawReadSettings settings)
    {
        int white = image.Maximum;
        CfaPattern cfa = LibRawColors.Pattern(image).Shift(-sizes.TopMargin, -sizes.LeftMargin);
        MosaicLayout layout = new(sizes.RawWidth, sizes.RawHeight, cfa, 0, ushort.MaxValue) { ActiveArea = sizes.ActiveArea };
        float[] black = BlackLevels(image, samples, layout);
        white = white > black.Max() && white <= ushort.MaxValue ? white : ushort.MaxValue;
        layout = new MosaicLayout(layout.Width, layout.Height, cfa, 0, white) { ActiveArea = layout.ActiveArea, BlackDn = [.. black] };
        return new Mosaic(LayoutSettings.Correct(layout, ushort.MaxValue, settings), samples, LibRawCamera.Read(image, path));
    }

    private static void CheckSizes(LibRawSizes sizes, long fileLength)
    {
        long count = (long)sizes.RawWidth * sizes.RawHeight;
        if (sizes.Width < 1 || sizes.Height < 1 || count > MosaicLayout.MaxSamples || count / MostSamplesPerByte > fileLength)
        {
            throw new CorruptFileException($"{sizes.RawWidth}×{sizes.RawHeight} samples in a file of {fileLength} bytes");
        }

        // Fuji's rotated sensors come out larger than they went in, with sites between the sites.
        if (sizes.TopMargin + sizes.Height > sizes.RawHeight || sizes.LeftMargin + sizes.Width > sizes.RawWidth)
        {
            throw new UnsupportedFileException(
                $"an active area of {sizes.Width}×{sizes.Height} in an array of {sizes.RawWidth}×{sizes.RawHeight}: a rotated or interlaced sensor");
        }
    }

    // LibRaw's C interface hands out the active area alone. With the borders declared to be image, it is the full array.
    private static ushort[]? TryReadWithBorder(string path, LibRawSizes sizes)
    {
        try
        {
            using LibRawImage image = LibRawImage.Open(path);
            image.Sizes = sizes.WithoutBorder;
            image.Unpack();
            return image.Sizes == sizes.WithoutBorder ? ReadActiveArea(image) : null;
        }
        catch (RawFileException)
        {
            // The plain way either works, and the user hears of the missing border, or says what is wrong.
            return null;
        }
    }

    private static ushort[] ReadActiveArea(LibRawImage image)
    {
        LibRawSizes sizes = image.Sizes;
        ushort[] samples = new ushort[sizes.Width * sizes.Height];
        for (int row = 0; row < sizes.Height; row++)
        {
            image.CopyRow(row, samples.AsSpan(row * sizes.Width, sizes.Width));
        }

        return samples;
    }

    // A few decoders place what they decode by the margins; what they made of the borders cannot be trusted then.
    private static bool Agrees(ushort[] full, LibRawImage image)
    {
        LibRawSizes sizes = image.Sizes;
        ushort[] row = new ushort[sizes.Width];
        for (int y = 0; y < sizes.Height; y++)
        {
            image.CopyRow(y, row);
            if (!row.AsSpan().SequenceEqual(full.AsSpan(((y + sizes.TopMargin) * sizes.RawWidth) + sizes.LeftMargin, sizes.Width)))
            {
                return false;
            }
        }

        return true;
    }

    // What LibRaw takes away from a sample is the black level or, from samples below it, all they have: the largest counts.
    private static float[] BlackLevels(LibRawImage image, ushort[] samples, MosaicLayout layout)
    {
        image.SubtractBlack();
        float[] levels = new float[layout.Cfa.PositionCount];
        SensorArea area = layout.ActiveArea;
        ushort[] without = new ushort[area.Width];
        for (int row = area.Top; row < area.Bottom; row++)
        {
            image.CopyRow(row - area.Top, without);
            ReadOnlySpan<ushort> with = samples.AsSpan((row * layout.Width) + area.Left, area.Width);
            for (int column = 0; column < with.Length; column++)
            {
                ref float level = ref levels[layout.Cfa.PositionAt(row, column + area.Left)];
                level = Math.Max(level, with[column] - without[column]);
            }
        }

        return levels;
    }
}
