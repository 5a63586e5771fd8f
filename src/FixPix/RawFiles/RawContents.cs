using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>What a format's reader found in a file.</summary>
/// <param name="Mosaic">The samples.</param>
internal sealed record RawContents(Mosaic Mosaic)
{
    /// <summary>Bits of a stored sample.</summary>
    public int StoredBits { get; init; } = 16;

    /// <summary>How the samples are stored, in words ("uncompressed strips, 14 bit").</summary>
    public string Storage { get; init; } = "";

    /// <summary>Bad pixels that the file itself lists (DNG opcodes 4 and 5), or null.</summary>
    public DefectMap? EmbeddedDefects { get; init; }

    /// <summary>What the user should know: guesses, limits. One line each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
