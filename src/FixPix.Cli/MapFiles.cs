using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FixPix.Defects;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;

namespace FixPix.Cli;

/// <summary>Reading and writing of raw files and maps as the commands share it.</summary>
internal static class MapFiles
{
    /// <summary><c>--map FILE</c>, as often as wanted.</summary>
    public static Option<string[]> Option(string description) => new("--map", "-m") { Description = description, HelpName = "file", AllowMultipleArgumentsPerToken = false };

    /// <summary>Reads a raw file and passes its notes on where the user wants them.</summary>
    public static RawFile Open(Session session, string path, RawReadSettings settings)
    {
        RawFile file = RawFile.Open(path, settings);
        foreach (string note in file.Notes)
        {
            session.Note($"{path}: {note}");
        }

        return file;
    }

    /// <summary>Reads a map; what is known of its sensor helps where the file does not say it.</summary>
    public static DefectMap Read(Session session, string path, SensorIdentity? sensor) =>
        Read(session, path, new DefectMapReadSettings { Sensor = sensor });

    /// <summary>Reads a map and passes its notes on.</summary>
    public static DefectMap Read(Session session, string path, DefectMapReadSettings settings)
    {
        List<string> notes = [];
        DefectMap map = DefectMapFile.Read(path, settings, notes);
        notes.ForEach(note => session.Note($"{path}: {note}"));
        return map;
    }

    /// <summary>Reads maps for a sensor and joins them.</summary>
    /// <exception cref="FixPixException">A map cannot be read or is for another sensor's size.</exception>
    public static DefectMap ReadAll(Session session, IEnumerable<string> paths, SensorIdentity sensor)
    {
        DefectMap? joined = null;
        foreach (string path in paths)
        {
            DefectMap map = Read(session, path, sensor);
            if ((map.Sensor.Width, map.Sensor.Height) != (sensor.Width, sensor.Height))
            {
                throw new FixPixException($"{path}: for a sensor of {map.Sensor.Width}×{map.Sensor.Height}, the mosaic has {sensor.Width}×{sensor.Height}");
            }

            joined = joined is null ? map : joined.Union(map);
        }

        return joined ?? throw new FixPixException("no map given; --map names one");
    }

    /// <summary>Writes a map, unless this is a dry run.</summary>
    public static void Write(Session session, DefectMap map, string path, Outputs outputs, DefectMapWriteSettings? settings = null)
    {
        if (outputs.DryRun)
        {
            return;
        }

        foreach (string note in DefectMapFile.Write(map, path, settings ?? new DefectMapWriteSettings { Overwrite = outputs.Overwrite }))
        {
            session.Note($"{path}: {note}");
        }
    }

    /// <summary>Says which map or file came of which.</summary>
    /// <param name="did">What was done with the defects, with a blank behind it ("mended "), or nothing.</param>
    public static void Written(Session session, Outputs outputs, string input, string output, DefectMap map, string did = "")
    {
        JsonObject json = Summary(map);
        json["file"] = input;
        json["output"] = output;
        session.Result($"{input} → {output}: {did}{Describe(map)}{(outputs.DryRun ? " (dry run: not written)" : "")}", json);
    }

    /// <summary>A map that says what made it and from which files.</summary>
    public static DefectMap WithProvenance(DefectMap map, string detector, IEnumerable<string> files) =>
        new(map.Sensor, map.Defects())
        {
            Groups = map.Groups,
            Histories = map.Histories,
            Provenance = map.Provenance with
            {
                Tool = $"fixpix {typeof(DefectMap).Assembly.GetName().Version!.ToString(3)}",
                Detector = detector,
                Files = [.. files.Select(file => new MapSource(Path.GetFileName(file), Hash(file)))],
            },
        };

    /// <summary>The map in a few words: "1,199 defects (0.010 %): 600 dead, 599 hot; 2 columns".</summary>
    public static string Describe(DefectMap map)
    {
        int[] kinds = KindCounts(map);
        IEnumerable<string> byKind = Enum.GetValues<DefectKind>().Where(kind => kinds[(int)kind] > 0).OrderBy(kind => kind == DefectKind.Deviating)
            .Select(kind => $"{kinds[(int)kind]:N0} {kind.ToString().ToLowerInvariant()}");
        IEnumerable<string> byShape = map.Groups.GroupBy(group => group.Shape).OrderBy(shape => shape.Key)
            .Select(shape => $"{shape.Count():N0} {shape.Key.ToString().ToLowerInvariant()}{(shape.Count() == 1 ? "" : "s")}");
        string details = string.Join("; ", new[] { string.Join(", ", byKind), string.Join(", ", byShape) }.Where(part => part.Length > 0));
        return $"{map.Count:N0} {(map.Count == 1 ? "defect" : "defects")} ({Percent(map.Rate)}){(details.Length > 0 ? ": " + details : "")}";
    }

    /// <summary>The same for machines.</summary>
    public static JsonObject Summary(DefectMap map)
    {
        int[] kinds = KindCounts(map);
        return new JsonObject
        {
            ["defects"] = map.Count,
            ["rate"] = map.Rate,
            ["kinds"] = new JsonObject(Enum.GetValues<DefectKind>().Select(kind => KeyValuePair.Create(kind.ToString().ToLowerInvariant(), (JsonNode?)kinds[(int)kind]))),
            ["groups"] = new JsonObject(Enum.GetValues<DefectShape>().Select(shape =>
                KeyValuePair.Create(shape.ToString().ToLowerInvariant() + "s", (JsonNode?)map.Groups.Count(group => group.Shape == shape)))),
        };
    }

    /// <summary>A share as a percentage with as many digits as it needs.</summary>
    public static string Percent(double share) => share switch
    {
        0 => "0 %",
        < 0.001 => $"{share * 100:0.####} %",
        < 0.1 => $"{share * 100:0.##} %",
        _ => $"{share * 100:0.#} %",
    };

    private static int[] KindCounts(DefectMap map)
    {
        int[] counts = new int[Enum.GetValues<DefectKind>().Length];
        foreach (DefectKind kind in map.Kinds)
        {
            counts[(int)kind]++;
        }

        return counts;
    }

    /// <summary>SHA-256 of a file's bytes, lower-case hexadecimal.</summary>
    public static string Hash(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
