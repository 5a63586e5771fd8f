namespace FixPix;

/// <summary>
/// An output that appears whole or not at all: written beside its destination, flushed to the disk, then renamed.
/// </summary>
internal static class AtomicFile
{
    /// <summary>Writes a file.</summary>
    /// <param name="path">The destination.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <param name="write">Writes the content; the stream can seek and be read back.</param>
    /// <exception cref="FixPixException">The destination exists, or cannot be written.</exception>
    public static void Write(string path, bool overwrite, Action<FileStream> write)
    {
        if (Directory.Exists(path))
        {
            throw new FixPixException($"{path}: is a folder");
        }

        if (!overwrite && File.Exists(path))
        {
            throw new FixPixException($"{path}: exists already; --overwrite replaces it");
        }

        string beside = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (FileStream stream = new(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException || IsTooLarge(failure))
        {
            throw new FixPixException($"{path}: cannot be written: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    // How the runtime says that the file system, or a limit on this user, does not allow a file of that size (EFBIG).
    private static bool IsTooLarge(Exception failure) =>
        failure is ArgumentOutOfRangeException { ParamName: "value", Source: "System.Private.CoreLib" };
}
