using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Fits;

/// <summary>What a FITS header says about the mosaic and the camera: docs/decisions/fits.md.</summary>
internal static class FitsKeywords
{
    /// <summary>The layout, with the user's corrections.</summary>
    public static MosaicLayout Layout(FitsImage image, RawReadSettings settings, ICollection<string> notes)
    {
        FitsHeader header = image.Header;
        int range = image.BitPix == 8 ? byte.MaxValue : ushort.MaxValue;
        CfaPattern? cfa = ReadCfa(header, notes);
        if (cfa is null && settings.Cfa is null)
        {
            notes.Add("no BAYERPAT: treated as monochrome; --cfa RGGB (GRBG, GBRG, BGGR) sets it");
        }

        int white = (int)Math.Clamp(header.Number("WHITEDN") ?? range, 1, range);
        MosaicLayout layout = new(image.Width, image.Height, cfa ?? CfaPattern.Monochrome, 0, white);
        layout = layout with { ActiveArea = ReadDataSection(image, notes) ?? layout.ActiveArea };
        float?[] black = [.. Enumerable.Range(1, layout.Cfa.PositionCount).Select(position => (float?)header.Number($"BLKDN{position}"))];
        if (black.All(level => level is >= 0 && level < white))
        {
            layout = layout with { BlackDn = [.. black.Select(level => level!.Value)] };
        }

        return LayoutSettings.Correct(layout, range, settings);
    }

    /// <summary>The camera and the exposure.</summary>
    public static CameraMetadata Camera(FitsHeader header) => new()
    {
        Model = header.Text("INSTRUME"),
        Iso = Positive(header.Number("ISOSPEED")),
        ExposureSeconds = Positive(header.Number("EXPTIME") ?? header.Number("EXPOSURE")),
        TemperatureCelsius = header.Number("CCD-TEMP"),
        TakenAt = DateTime.TryParse(
            header.Text("DATE-OBS"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date)
            ? date
            : null,
    };

    private static double? Positive(double? number) => number > 0 ? number : null;

    // The pattern is that of the picture's top left corner, whichever row the file begins with; the offsets say how far into
    // the pattern that corner lies.
    private static CfaPattern? ReadCfa(FitsHeader header, ICollection<string> notes)
    {
        string? letters = header.Text("BAYERPAT") ?? header.Text("COLORTYP");
        if (letters is null)
        {
            return null;
        }

        if (!TryParse(letters, out CfaPattern? cfa))
        {
            notes.Add($"BAYERPAT '{letters}' is no pattern of red, green and blue");
            return null;
        }

        return cfa!.Shift((int)Math.Clamp(header.Number("YBAYROFF") ?? 0, -1e6, 1e6), (int)Math.Clamp(header.Number("XBAYROFF") ?? 0, -1e6, 1e6));
    }

    private static bool TryParse(string letters, out CfaPattern? cfa)
    {
        int side = letters.Length switch { 16 => 4, 36 => 6, _ => 0 };
        if (CfaPattern.TryParse(letters, out cfa) || side == 0)
        {
            return cfa is not null;
        }

        CfaColor[] tile = [.. letters.ToUpperInvariant().Select(letter => (CfaColor)"RGB".IndexOf(letter, StringComparison.Ordinal))];
        cfa = tile.All(color => color <= CfaColor.Blue) ? new CfaPattern(side, side, tile) : null;
        return cfa is not null;
    }

    // DATASEC = '[first column:last column,first row:last row]', from 1, rows as the file has them.
    private static SensorArea? ReadDataSection(FitsImage image, ICollection<string> notes)
    {
        string? text = image.Header.Text("DATASEC");
        if (text is null)
        {
            return null;
        }

        string[] parts = text.Trim('[', ']').Split(',', ':');
        int[] numbers = [.. parts.Select(part => int.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        if (numbers is not [int left, int right, int low, int high]
            || left < 1 || right < left || right > image.Width || low < 1 || high < low || high > image.Height)
        {
            notes.Add($"DATASEC '{text}' is no part of the {image.Width}×{image.Height} samples; all of them are taken for image");
            return null;
        }

        int top = image.BottomUp ? image.Height - high : low - 1;
        return new SensorArea(top, left - 1, high - low + 1, right - left + 1);
    }
}
