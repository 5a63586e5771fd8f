namespace FixPix.RawFiles;

/// <summary>The formats, in the order in which they are asked whether a file is theirs.</summary>
internal static class RawFormats
{
    public static IReadOnlyList<RawFormat> All { get; } =
    [
        new Dng.DngFormat(),

        // Most camera files are TIFF files too, with an ending of their own.
        new LibRaw.LibRawFormat(),
        new Tiff.TiffFormat(),
        new Fits.FitsFormat(),
        new Png.PngFormat(),
        new Pgm.PgmFormat(),
        new Npy.NpyFormat(),
        new Dumps.DumpFormat(),
    ];

    /// <summary>The format of a file's content.</summary>
    /// <exception cref="UnsupportedFileException">No format knows it.</exception>
    public static RawFormat Of(FileBytes file)
    {
        string extension = Path.GetExtension(file.Name).ToLowerInvariant();
        return All.FirstOrDefault(format => format.Recognizes(file, extension))
            ?? throw new UnsupportedFileException($"not a raw file that FixPix knows (known: {string.Join(", ", All.Select(format => format.Name))})");
    }

    /// <summary>The format that an output's file name asks for.</summary>
    /// <exception cref="UnsupportedFileException">No format writes that ending.</exception>
    public static RawFormat ForOutput(string path)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        return All.FirstOrDefault(format => format.CanWrite && format.Extensions.Contains(extension))
            ?? throw new UnsupportedFileException(
                $"cannot write '{extension}' (can write: {string.Join(", ", All.Where(format => format.CanWrite).SelectMany(format => format.Extensions))})");
    }
}
