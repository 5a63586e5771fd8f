using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>One container: how to tell it, read it and write it.</summary>
internal abstract class RawFormat
{
    /// <summary>Name for messages ("DNG").</summary>
    public abstract string Name { get; }

    /// <summary>File name endings with their dot, lower case; of its files; the first is the one that new files get.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether this format can write a mosaic that came from another one.</summary>
    public abstract bool CanWrite { get; }

    /// <summary>Whether a file is of this format.</summary>
    /// <param name="file">The file; its beginning decides wherever the format has a signature.</param>
    /// <param name="extension">The file name's ending with its dot, lower case.</param>
    public abstract bool Recognizes(FileBytes file, string extension);

    /// <summary>Reads a file.</summary>
    /// <exception cref="RawFileException">The file is corrupt or of an unsupported kind.</exception>
    public abstract RawContents Read(FileBytes file, RawReadSettings settings);

    /// <summary>
    /// Writes a mosaic. Where <paramref name="source"/> is of this format, everything but the samples that differ stays as
    /// it is in the source; else the file is new.
    /// </summary>
    /// <param name="output">Empty, can seek and be read.</param>
    /// <param name="mosaic">What to write.</param>
    /// <param name="source">The file that the mosaic was read from, if this format read it; else null.</param>
    /// <param name="sourceSettings">How it was read.</param>
    /// <param name="settings">How to write.</param>
    public abstract void Write(Stream output, Mosaic mosaic, FileBytes? source, RawReadSettings sourceSettings, RawWriteSettings settings);
}
