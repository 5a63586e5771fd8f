namespace FixPix.RawFiles.Maps;

/// <summary>The kinds of map files, in the order in which they are asked.</summary>
internal static class MapFormats
{
    public static IReadOnlyList<MapFormat> All { get; } = [new JsonMapFormat(), new BadPixelsFormat()];

    /// <summary>The format of a file: what its first bytes say, else what its name says.</summary>
    /// <exception cref="UnsupportedFileException">Neither says it.</exception>
    public static MapFormat Of(FileBytes file)
    {
        byte[] head = file.Head(16);
        return All.FirstOrDefault(format => format.HasSignature(head))
            ?? All.FirstOrDefault(format => format.MatchesName(file.Name))
            ?? throw new UnsupportedFileException($"not a defect map that FixPix knows (known: {Endings(All)})");
    }

    /// <summary>The format that an output's file name asks for.</summary>
    /// <exception cref="UnsupportedFileException">No format writes that ending.</exception>
    public static MapFormat ForOutput(string path) =>
        All.FirstOrDefault(format => format.CanWrite && format.MatchesName(path))
            ?? throw new UnsupportedFileException(
                $"{path}: no defect map ends in '{Path.GetExtension(path)}' (can write: {Endings(All.Where(format => format.CanWrite))})");

    private static string Endings(IEnumerable<MapFormat> formats) =>
        string.Join(", ", formats.SelectMany(format => format.Extensions));
}
