using System.Globalization;
using FixPix.Mosaics;

namespace FixPix.RawFiles;

/// <summary>
/// A list of data files that says how to read those that cannot say it themselves: a table with tabs between its columns,
/// whose first line names them. It needs <c>file</c> and <c>kind</c>; <c>width</c>, <c>height</c>, <c>cfa</c>, <c>layout</c>,
/// <c>bits</c>, <c>black</c>, <c>white</c> and <c>camera</c> may be there; others are not looked at.
/// </summary>
/// <remarks>Width, height and bits are for headerless dumps, whose layout is u8, u16le, u16be, raw10 or raw12; other files know them.</remarks>
public sealed class FileManifest
{
    /// <summary>The kind of files that hold a picture as the sensor saw it.</summary>
    public const string MosaicKind = "mosaic";

    private readonly string _path;
    private readonly Dictionary<string, int> _columns;

    private FileManifest(string path, string[] lines)
    {
        _path = path;
        _columns = lines[0].Split('\t').Select((name, index) => (Name: name.Trim(), Index: index)).DistinctBy(column => column.Name).ToDictionary(column => column.Name, column => column.Index);
        foreach (string needed in (ReadOnlySpan<string>)["file", "kind"])
        {
            if (!_columns.ContainsKey(needed))
            {
                throw new FixPixException($"{path}: line 1: no column '{needed}'; there are: {string.Join(", ", _columns.Keys)}");
            }
        }

        List<ManifestFile> files = [];
        List<string> problems = [];
        for (int index = 1; index < lines.Length; index++)
        {
            try
            {
                if (lines[index].Trim().Length > 0)
                {
                    files.Add(Parse(lines[index].Split('\t')));
                }
            }
            catch (FixPixException failure)
            {
                problems.Add($"{path}: line {index + 1}: {failure.Message}");
            }
        }

        (Files, Problems) = (files, problems);
    }

    /// <summary>The files, in the order of the lines.</summary>
    public IReadOnlyList<ManifestFile> Files { get; }

    /// <summary>A line for each line of the manifest that makes no sense and was left out.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Reads a manifest. Its paths start where it lies.</summary>
    /// <exception cref="FixPixException">It cannot be read, or lacks a column.</exception>
    public static FileManifest Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            string[] lines = File.ReadAllLines(path);
            return new FileManifest(path, lines.Length > 0 ? lines : [""]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new FixPixException($"{path}: cannot be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private ManifestFile Parse(string[] cells)
    {
        string? Cell(string name) => _columns.TryGetValue(name, out int column) && column < cells.Length && cells[column].Trim() is { Length: > 0 } text ? text : null;
        T? Number<T>(string name)
            where T : struct, IParsable<T> =>
            Cell(name) is not string text ? null
            : T.TryParse(text, CultureInfo.InvariantCulture, out T value) ? value
            : throw new FixPixException($"{name} '{text}': a number expected");
        string file = Cell("file") ?? throw new FixPixException("no file");
        CfaPattern? cfa = null;
        if (Cell("cfa") is string pattern && !CfaPattern.TryParse(pattern, out cfa))
        {
            throw new FixPixException($"cfa '{pattern}': expected one of {string.Join(", ", CfaPattern.Named.Select(named => named.Name))}");
        }

        bool headerless = DumpPackings.TryParse(Cell("layout"), out DumpPacking packing);
        (int? width, int? height, int? bits) = (Number<int>("width"), Number<int>("height"), Number<int>("bits"));
        return new ManifestFile(file, Path.Combine(Path.GetDirectoryName(_path) ?? "", file), Cell("kind") ?? "", Cell("camera"), new RawReadSettings
        {
            Width = headerless ? width : null,
            Height = headerless ? height : null,
            Bits = headerless ? bits : null,
            Packing = packing,
            Cfa = cfa,
            BlackDn = Number<float>("black"),
            WhiteDn = Number<int>("white"),
        });
    }
}
