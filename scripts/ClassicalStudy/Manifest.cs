using FixPix.RawFiles;

namespace FixPix.ClassicalStudy;

/// <summary>The data files that are measured.</summary>
internal sealed class Manifest
{
    /// <summary>A file whose own bad pixels were put in by others: there is no truth for it.</summary>
    private const string SpoiledByOthers = "_bpc_test";

    private Manifest(IReadOnlyList<ManifestFile> files) => Files = files;

    /// <summary>All files under real/.</summary>
    public IReadOnlyList<ManifestFile> Files { get; }

    /// <summary>The mosaics to inject into, by sensor.</summary>
    public IEnumerable<IGrouping<string, ManifestFile>> MosaicsBySensor => Files
        .Where(file => file.Kind == FileManifest.MosaicKind && !file.Name.Contains(SpoiledByOthers, StringComparison.Ordinal))
        .GroupBy(file => file.Camera ?? "");

    /// <summary>The files of a folder, by name.</summary>
    public IReadOnlyList<ManifestFile> Folder(string folder) =>
        [.. Files.Where(file => file.Name.StartsWith(folder, StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Reads a folder's MANIFEST.tsv.</summary>
    /// <exception cref="FixPixException">It is not there, or a line of it makes no sense.</exception>
    public static Manifest Read(string folder)
    {
        FileManifest manifest = FileManifest.Read(Path.Combine(folder, "MANIFEST.tsv"));
        return manifest.Problems.Count == 0
            ? new Manifest([.. manifest.Files.Where(file => file.Name.StartsWith("real/", StringComparison.Ordinal))])
            : throw new FixPixException(manifest.Problems[0]);
    }
}
