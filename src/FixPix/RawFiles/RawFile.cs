using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>A raw file on disk, read.</summary>
public sealed class RawFile
{
    private readonly RawFormat _format;
    private readonly RawReadSettings _settings;
    private readonly RawContents _contents;

    private RawFile(string path, RawFormat format, RawReadSettings settings, RawContents contents) =>
        (FilePath, _format, _settings, _contents) = (path, format, settings, contents);

    /// <summary>Where it was read from.</summary>
    public string FilePath { get; }

    /// <summary>The container's name: "DNG", "FITS", …</summary>
    public string Format => _format.Name;

    /// <summary>How the samples are stored, in words.</summary>
    public string Storage => _contents.Storage;

    /// <summary>Bits of a stored sample.</summary>
    public int StoredBits => _contents.StoredBits;

    /// <summary>The samples. Mend them in place, then <see cref="Save"/>.</summary>
    public Mosaic Mosaic => _contents.Mosaic;

    /// <summary>Bad pixels that the file itself lists (DNG opcodes 4 and 5), or null.</summary>
    public DefectMap? EmbeddedDefects => _contents.EmbeddedDefects;

    /// <summary>What the user should know about how the file was read: guesses, limits.</summary>
    public IReadOnlyList<string> Notes => _contents.Notes;

    /// <summary>The ending, with its dot, that a file gets which keeps this container: ".dng" for camera formats.</summary>
    public string OutputExtension =>
        !_format.CanWrite ? ".dng"
        : _format.Extensions.Contains(Path.GetExtension(FilePath).ToLowerInvariant()) ? Path.GetExtension(FilePath) : _format.Extensions[0];

    /// <summary>Whether a file's ending is one that a format's files usually have; to pick the raw files of a folder.</summary>
    public static bool HasKnownExtension(string path)
    {
        string extension = Path.GetExtension(path).ToLowerInvariant();
        return RawFormats.All.Any(format => format.Extensions.Contains(extension));
    }

    /// <summary>Reads a raw file; its content, not its name, tells the format.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What the user says about it, or null.</param>
    /// <exception cref="FixPixException">The file cannot be read; the message names it.</exception>
    public static RawFile Open(string path, RawReadSettings? settings = null)
    {
        settings ??= RawReadSettings.Default;
        return ReadNamed(path, file =>
        {
            RawFormat format = RawFormats.Of(file);
            return new RawFile(path, format, settings, format.Read(file, settings));
        });
    }

    /// <summary>Writes the mosaic, as it is now, to a new file. The ending chooses the container.</summary>
    /// <param name="path">The new file; never the one that was read.</param>
    /// <param name="settings">How to write, or null.</param>
    /// <exception cref="FixPixException">The file exists, is the input, or cannot be written.</exception>
    public void Save(string path, RawWriteSettings? settings = null)
    {
        settings ??= RawWriteSettings.Default;
        RawFormat output = RawFormats.ForOutput(path);
        if (IsSameFile(path, FilePath))
        {
            throw new FixPixException($"{path}: is the input, which is never written to");
        }

        // TIFF and DNG share an ending's family but not a writer: only the container that came in is kept as it was.
        using FileBytes? source = output == _format ? FileBytes.Open(FilePath) : null;
        AtomicFile.Write(path, settings.Overwrite, stream => output.Write(stream, Mosaic, source, _settings, settings));
    }

    /// <summary>Writes a mosaic that no file holds yet.</summary>
    /// <param name="mosaic">What to write.</param>
    /// <param name="path">The new file; its ending chooses the container.</param>
    /// <param name="settings">How to write, or null.</param>
    /// <exception cref="FixPixException">The file exists or cannot be written.</exception>
    public static void Write(Mosaic mosaic, string path, RawWriteSettings? settings = null)
    {
        settings ??= RawWriteSettings.Default;
        RawFormat output = RawFormats.ForOutput(path);
        AtomicFile.Write(path, settings.Overwrite, stream => output.Write(stream, mosaic, null, RawReadSettings.Default, settings));
    }

    /// <summary>Opens a file for a reader and puts its name before every message.</summary>
    internal static T ReadNamed<T>(string path, Func<FileBytes, T> read)
    {
        try
        {
            using FileBytes file = FileBytes.Open(path);
            return read(file);
        }
        catch (UnsupportedFileException failure)
        {
            throw new UnsupportedFileException($"{path}: {failure.Message}", failure);
        }
        catch (FixPixException failure)
        {
            throw new CorruptFileException($"{path}: {failure.Message}", failure);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FixPixException($"{path}: no such file", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FixPixException($"{path}: cannot be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    /// <summary>Whether two paths lead to one file.</summary>
    internal static bool IsSameFile(string one, string other) =>
        string.Equals(RealPath(one), RealPath(other), StringComparison.Ordinal);

    private static string RealPath(string path)
    {
        string full = Path.GetFullPath(path);
        return File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
