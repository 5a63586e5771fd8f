using FixPix.Defects;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// Defect maps as files: FixPix's own JSON, the lists of other programs, mask images, and the bad-pixel opcodes of a DNG.
/// </summary>
/// <remarks>
/// In memory a site is always (row, column) in the full raw array. The formats that count x and y, or from the active area,
/// or bottom-up, are turned here and nowhere else.
/// </remarks>
public static class DefectMapFile
{
    /// <summary>The endings of the files that can be read, with their dot.</summary>
    public static IReadOnlyList<string> ReadableExtensions { get; } = [.. MapFormats.All.SelectMany(format => format.Extensions)];

    /// <summary>The endings of the files that can be written, with their dot.</summary>
    public static IReadOnlyList<string> WritableExtensions { get; } =
        [.. MapFormats.All.Where(format => format.CanWrite).SelectMany(format => format.Extensions)];

    /// <summary>Whether a file name is one of a map that can be read. Its content is not looked at.</summary>
    public static bool CanRead(string path) => MapFormats.All.Any(format => format.MatchesName(path));

    /// <summary>Whether a file name is one of a map that can be written.</summary>
    public static bool CanWrite(string path) => MapFormats.All.Any(format => format.CanWrite && format.MatchesName(path));

    /// <summary>Reads a map; the file's first bytes tell the format, else its name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">What the user says about it, or null.</param>
    /// <param name="notes">Gets what the user should know about how the file was read, one line each; may be null.</param>
    /// <exception cref="FixPixException">
    /// The file cannot be read, names a site outside the sensor, is for a sensor of another size than the settings name, or
    /// does not hold a size and the settings do not either. The message names the file and, in lists, the line.
    /// </exception>
    public static DefectMap Read(string path, DefectMapReadSettings? settings = null, ICollection<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return RawFile.ReadNamed(path, file => Read(file, settings ?? DefectMapReadSettings.Default, notes ?? []));
    }

    /// <summary>Writes a map; the file name's ending chooses the format.</summary>
    /// <param name="map">What to write.</param>
    /// <param name="path">The file, which appears whole or not at all.</param>
    /// <param name="settings">How to write, or null.</param>
    /// <returns>What of the map the format could not hold, one line each; empty when nothing worth a word was lost.</returns>
    /// <exception cref="FixPixException">The file exists or cannot be written, or the format cannot hold this map.</exception>
    public static IReadOnlyList<string> Write(DefectMap map, string path, DefectMapWriteSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(path);
        settings ??= DefectMapWriteSettings.Default;
        MapFormat format = MapFormats.ForOutput(path);
        List<string> notes = [];
        AtomicFile.Write(path, settings.Overwrite, stream => format.Write(stream, map, settings, notes));
        return notes;
    }

    /// <summary>Reads a map from a file that is open.</summary>
    internal static DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        DefectMap map = MapFormats.Of(file).Read(file, settings, notes);
        MapSensor.RequireSameSize(map.Sensor, settings.Sensor);
        MapSensor.NoteOtherBody(map.Sensor, settings.Sensor, notes);
        return map;
    }
}
