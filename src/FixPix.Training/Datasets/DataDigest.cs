using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FixPix.Training.Datasets;

/// <summary>Which files a training saw, in words for its weight file: enough to tell whether two trainings saw the same, and nothing of where they lay.</summary>
public static class DataDigest
{
    /// <summary>"NAME: N files, sha256 …", the hash of their names and sizes.</summary>
    /// <param name="folder">The folder; only the last part of its name is told.</param>
    /// <param name="files">Files in it, in any order.</param>
    public static string Of(string folder, IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        string[] lines = [.. files
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{NameIn(folder, file)}\t{new FileInfo(file).Length}\n"))
            .Order(StringComparer.Ordinal)];
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines))))[..16];
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return $"{name}: {lines.Length} files, sha256 {hash} of their names and sizes";
    }

    /// <summary>A file's name within its folder, the same on every machine.</summary>
    public static string NameIn(string folder, string file) => Path.GetRelativePath(folder, file).Replace('\\', '/');
}
