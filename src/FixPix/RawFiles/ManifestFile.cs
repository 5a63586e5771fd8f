namespace FixPix.RawFiles;

/// <summary>A line of a <see cref="FileManifest"/>.</summary>
/// <param name="Name">The file as the manifest names it.</param>
/// <param name="FilePath">Where it lies.</param>
/// <param name="Kind">What it is: <see cref="FileManifest.MosaicKind"/> or something else.</param>
/// <param name="Camera">Whose sensor, or null.</param>
/// <param name="Settings">How to read it.</param>
public sealed record ManifestFile(string Name, string FilePath, string Kind, string? Camera, RawReadSettings Settings)
{
    /// <summary>Reads it.</summary>
    /// <param name="work">Threads, cancellation, progress; null for those of <see cref="Settings"/>.</param>
    /// <exception cref="FixPixException">The file cannot be read; the message names it.</exception>
    public RawFile Open(WorkSettings? work = null) => RawFile.Open(FilePath, work is null ? Settings : Settings with { Work = work });
}
