using System.Globalization;
using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.ClassicalStudy;

/// <summary>The list of data files: what each is, and how to read those that cannot say it themselves.</summary>
internal sealed class Manifest
{
    /// <summary>A file whose own bad pixels were put in by others: there is no truth for it.</summary>
    private const string SpoiledByOthers = "_bpc_test";

    private Manifest(IReadOnlyList<DataFile> files) => Files = files;

    /// <summary>All files under real/.</summary>
    public IReadOnlyList<DataFile> Files { get; }

    /// <summary>The mosaics to inject into, by sensor.</summary>
    public IEnumerable<IGrouping<string, DataFile>> MosaicsBySensor =>
        Files.Where(file => file.Kind == "mosaic" && !file.Name.Contains(SpoiledByOthers, StringComparison.Ordinal)).GroupBy(file => file.Sensor);

    /// <summary>The files of a folder, by name.</summary>
    public IReadOnlyList<DataFile> Folder(string folder) =>
        [.. Files.Where(file => file.Name.StartsWith(folder, StringComparison.Ordinal)).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>Reads MANIFEST.tsv.</summary>
    /// <exception cref="FixPixException">It is not there or lacks a column.</exception>
    public static Manifest Read(string folder)
    {
        string path = Path.Combine(folder, "MANIFEST.tsv");
        if (!File.Exists(path))
        {
            throw new FixPixException($"{path}: not found");
        }

        string[] lines = File.ReadAllLines(path);
        string[] columns = lines[0].Split('\t');
        int Column(string name) => Array.IndexOf(columns, name) is >= 0 and int index
            ? index
            : throw new FixPixException($"{path}: no column '{name}'");
        (int file, int kind, int camera) = (Column("file"), Column("kind"), Column("camera"));
        int[] settings = [Column("width"), Column("height"), Column("cfa"), Column("layout"), Column("bits"), Column("black"), Column("white")];
        return new Manifest([.. lines.Skip(1).Select(line => line.Split('\t'))
            .Where(cells => cells[file].StartsWith("real/", StringComparison.Ordinal))
            .Select(cells => new DataFile(
                cells[file], Path.Combine(folder, cells[file]), cells[kind], cells[camera], Settings([.. settings.Select(column => cells[column])])))]);
    }

    private static RawReadSettings Settings(string[] cells)
    {
        static int? Number(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null;
        bool headerless = cells[3] is "u8" or "u16le";
        return new RawReadSettings
        {
            Width = headerless ? Number(cells[0]) : null,
            Height = headerless ? Number(cells[1]) : null,
            Cfa = CfaPattern.TryParse(cells[2], out CfaPattern? cfa) ? cfa : null,
            Packing = cells[3] switch
            {
                "u8" => DumpPacking.Bytes8,
                "u16le" => DumpPacking.LittleEndian16,
                _ => DumpPacking.Guess,
            },
            Bits = headerless ? Number(cells[4]) : null,
            BlackDn = Number(cells[5]),
            WhiteDn = Number(cells[6]),
        };
    }
}

/// <summary>One file of the data.</summary>
/// <param name="Name">Its path in the data folder.</param>
/// <param name="Path">Its path.</param>
/// <param name="Kind">mosaic or dark.</param>
/// <param name="Sensor">The camera.</param>
/// <param name="Settings">How to read it.</param>
internal sealed record DataFile(string Name, string Path, string Kind, string Sensor, RawReadSettings Settings)
{
    /// <summary>Reads the mosaic.</summary>
    public Mosaic Load() => RawFile.Open(Path, Settings).Mosaic;
}
