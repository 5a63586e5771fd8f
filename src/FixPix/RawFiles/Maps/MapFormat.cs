using FixPix.Defects;

namespace FixPix.RawFiles.Maps;

/// <summary>One kind of map file: how to tell it, read it and write it.</summary>
internal abstract class MapFormat
{
    /// <summary>Name for messages ("Siril list").</summary>
    public abstract string Name { get; }

    /// <summary>File name endings with their dot, lower case.</summary>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether maps can be written in this format.</summary>
    public virtual bool CanWrite => true;

    /// <summary>Whether a file's content is marked as being of this format. Most lists have no mark.</summary>
    public virtual bool HasSignature(FileBytes file) => false;

    /// <summary>Whether a file name asks for this format.</summary>
    public virtual bool MatchesName(string path) => Extensions.Contains(Path.GetExtension(path).ToLowerInvariant());

    /// <summary>Reads a map.</summary>
    /// <param name="file">The file.</param>
    /// <param name="settings">What the user says about it.</param>
    /// <param name="notes">Gets what the user should know, one line each.</param>
    /// <exception cref="FixPixException">The file is corrupt, or is not for the sensor that the settings name.</exception>
    public abstract DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes);

    /// <summary>Writes a map.</summary>
    /// <param name="output">Empty, can seek and be read.</param>
    /// <param name="map">What to write.</param>
    /// <param name="settings">How to write.</param>
    /// <param name="notes">Gets what of the map the file cannot hold, one line each.</param>
    /// <exception cref="FixPixException">The format cannot hold this map at all.</exception>
    public abstract void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes);
}
