namespace FixPix.RawFiles.Maps;

/// <summary>The kinds of map files, in the order in which they are asked.</summary>
internal static class MapFormats
{
    public static IReadOnlyList<MapFormat> All { get; } =
    [
        new JsonMapFormat(),
        new BadPixelsFormat(),
        new SirilListFormat(),
        new MagicLanternFormat(),
        new MaskMapFormat(new Png.PngFormat()),
        new MaskMapFormat(new Npy.NpyFormat()),
        new MaskMapFormat(new Fits.FitsFormat()),

        // A DNG is a TIFF file too.
        new DngMapFormat(),
        new MaskMapFormat(new Tiff.TiffFormat()),
        new MaskMapFormat(new Pgm.PgmFormat()),
        new ChdkFormat(),
    ];

    /// <summary>The format of a file: what its first bytes say, else what its name says.</summary>
    /// <exception cref="UnsupportedFileException">Neither says it.</exception>
    public static MapFormat Of(FileBytes file) =>
        All.FirstOrDefault(format => format.HasSignature(file))
            ?? All.FirstOrDefault(format => format.MatchesName(file.Name))
            ?? throw new UnsupportedFileException($"not a defect map that FixPix knows (known: {Endings(All)})");

    /// <summary>The format that an output's file name asks for.</summary>
    /// <exception cref="UnsupportedFileException">No format writes that ending.</exception>
    public static MapFormat ForOutput(string path) =>
        All.FirstOrDefault(format => format.CanWrite && format.MatchesName(path))
            ?? throw new UnsupportedFileException(
                $"{path}: no defect map ends in '{Path.GetExtension(path)}' (can write: {Endings(All.Where(format => format.CanWrite))})");

    private static string Endings(IEnumerable<MapFormat> formats) =>
        string.Join(", ", formats.SelectMany(format => format.Extensions));
}
