using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>The one place where what the user says about a file meets what the file says: the user is right.</summary>
internal static class LayoutSettings
{
    /// <summary>The layout of a file that says no more than its size and its range (PNG, PGM, NPY, dumps).</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="range">The largest value that a stored sample can have; the white level where nothing else gives one.</param>
    /// <param name="settings">What the user says.</param>
    /// <param name="notes">Gets a line for each guess.</param>
    /// <exception cref="FixPixException">A level lies outside the range.</exception>
    public static MosaicLayout Make(int width, int height, int range, RawReadSettings settings, ICollection<string> notes)
    {
        if (settings.Cfa is null)
        {
            notes.Add("no CFA given: treated as monochrome; --cfa RGGB (GRBG, GBRG, BGGR) sets it");
        }

        if (settings.Bits is < 1 or > 16)
        {
            throw new FixPixException($"bits {settings.Bits}: 1 to 16 expected");
        }

        int white = settings.WhiteDn ?? (settings.Bits is { } bits ? (1 << bits) - 1 : range);
        MosaicLayout layout = new(width, height, settings.Cfa ?? CfaPattern.Monochrome, settings.BlackDn ?? 0, RequireWhite(white, range));
        return RequireBlack(layout);
    }

    /// <summary>The layout of a file that says all of it itself (DNG, TIFF, FITS, camera formats), with the user's corrections.</summary>
    /// <param name="layout">What the file says.</param>
    /// <param name="range">The largest value that a stored sample can have.</param>
    /// <param name="settings">What the user says. <see cref="RawReadSettings.Bits"/> has no say here.</param>
    /// <exception cref="FixPixException">A level that the user gave lies outside the range.</exception>
    public static MosaicLayout Correct(MosaicLayout layout, int range, RawReadSettings settings)
    {
        if (settings.Cfa is null && settings.BlackDn is null && settings.WhiteDn is null)
        {
            return layout;
        }

        CfaPattern cfa = settings.Cfa ?? layout.Cfa;
        int white = settings.WhiteDn is { } given ? RequireWhite(given, range) : layout.WhiteDn;
        MosaicLayout corrected = new(layout.Width, layout.Height, cfa, settings.BlackDn ?? layout.BlackDn[0], white) { ActiveArea = layout.ActiveArea };
        return RequireBlack(settings.BlackDn is null && cfa.PositionCount == layout.BlackDn.Length ? corrected with { BlackDn = layout.BlackDn } : corrected);
    }

    /// <summary>Adds a note where a white level that nobody gave lies far above the samples.</summary>
    /// <param name="mosaic">The mosaic.</param>
    /// <param name="settings">What the user says.</param>
    /// <param name="notes">Gets the line.</param>
    public static void NoteWhite(Mosaic mosaic, RawReadSettings settings, ICollection<string> notes)
    {
        int white = mosaic.Layout.WhiteDn;
        if (settings.WhiteDn is null && settings.Bits is null && !mosaic.Samples.AsSpan().ContainsAnyInRange((ushort)(white / 2), ushort.MaxValue))
        {
            notes.Add($"no white level given: {white} assumed, which no sample comes near; --white or --bits sets it");
        }
    }

    private static int RequireWhite(int white, int range) =>
        white >= 1 && white <= range ? white : throw new FixPixException($"white level {white}: 1 to {range} expected, the range of the stored samples");

    private static MosaicLayout RequireBlack(MosaicLayout layout)
    {
        foreach (float black in layout.BlackDn)
        {
            if (!(black >= 0 && black < layout.WhiteDn))
            {
                throw new FixPixException(FormattableString.Invariant($"black level {black}: 0 to less than the white level {layout.WhiteDn} expected"));
            }
        }

        return layout;
    }
}
