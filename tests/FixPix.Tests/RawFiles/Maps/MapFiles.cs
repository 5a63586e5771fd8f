using System.Collections.Immutable;
using System.Text;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;

namespace FixPix.Tests.RawFiles.Maps;

/// <summary>Maps made up from a seed, and reading and writing without a disk.</summary>
internal static class MapFiles
{
    public static SensorIdentity Sensor { get; } = new(40, 30) { ActiveArea = new SensorArea(4, 6, 24, 32) };

    public static DefectMap ReadText(string name, string text, SensorIdentity? sensor = null) =>
        ReadBytes(name, Encoding.UTF8.GetBytes(text), sensor);

    public static DefectMap ReadBytes(string name, byte[] bytes, SensorIdentity? sensor = null, List<string>? notes = null) =>
        Read(name, bytes, new DefectMapReadSettings { Sensor = sensor }, notes);

    public static DefectMap Read(string name, byte[] bytes, DefectMapReadSettings settings, List<string>? notes = null)
    {
        using FileBytes file = FileBytes.FromMemory(name, bytes);
        return DefectMapFile.Read(file, settings, notes ?? []);
    }

    public static byte[] Write(string name, DefectMap map, DefectMapWriteSettings? settings = null, List<string>? notes = null)
    {
        using MemoryStream output = new();
        MapFormats.ForOutput(name).Write(output, map, settings ?? DefectMapWriteSettings.Default, notes ?? []);
        return output.ToArray();
    }

    public static string WriteText(string name, DefectMap map, DefectMapWriteSettings? settings = null, List<string>? notes = null) =>
        Encoding.UTF8.GetString(Write(name, map, settings, notes));

    public static DefectMap Make(SensorIdentity sensor, params (int Row, int Column)[] sites) =>
        new(sensor, sites.Select(site => new Defect(site.Row, site.Column)));

    public static (int Row, int Column)[] Sites(DefectMap map) =>
        [.. map.Defects().Select(defect => (defect.Site.Row, defect.Site.Column))];

    /// <summary>A map that uses every field there is.</summary>
    public static DefectMap Random(int seed)
    {
        Random random = new(seed);
        SensorIdentity sensor = new(random.Next(1, 90), random.Next(1, 90))
        {
            Make = random.Next(2) == 0 ? null : "Maker \"of\" cameras",
            Model = random.Next(2) == 0 ? null : "Modèle 5",
            Serial = random.Next(2) == 0 ? null : $"{random.Next()}",
            Cfa = Choose(random, null, CfaPattern.Rggb, CfaPattern.Monochrome, new CfaPattern(1, 3, CfaColor.Red, CfaColor.Green, CfaColor.Blue)),
            Binning = random.Next(1, 4),
        };
        sensor = random.Next(2) == 0 ? sensor : sensor with { ActiveArea = Part(random, sensor) };
        DefectMap map = new(sensor, Enumerable.Range(0, random.Next(60)).Select(_ => RandomDefect(random, sensor)));
        return new DefectMap(sensor, map.Defects())
        {
            Groups = [.. Enumerable.Range(0, random.Next(4)).Select(_ => new DefectGroup((DefectShape)random.Next(3), Part(random, sensor)))],
            Histories = map.SiteIndices.ToArray().Where(_ => random.Next(3) == 0).ToImmutableSortedDictionary(site => site, _ => RandomHistory(random)),
            Provenance = new MapProvenance
            {
                Tool = Choose(random, null, "FixPix 1.0"),
                Settings = ImmutableSortedDictionary<string, string>.Empty.Add("threshold", "0.5").Add("ü", "<&>"),
                Files = [new MapSource("a b.dng", null), new MapSource("c.dng", "00ff")],
            },
        };
    }

    public static void AssertSame(DefectMap expected, DefectMap actual)
    {
        Assert.Equal(expected.Sensor, actual.Sensor);
        Assert.Equal(expected.Defects(), actual.Defects());
        Assert.Equal(expected.Groups.AsEnumerable(), actual.Groups);
        Assert.Equal(expected.Histories, actual.Histories);
        Assert.Equal(expected.Provenance.Tool, actual.Provenance.Tool);
        Assert.Equal(expected.Provenance.Detector, actual.Provenance.Detector);
        Assert.Equal(expected.Provenance.Settings, actual.Provenance.Settings);
        Assert.Equal(expected.Provenance.Files.AsEnumerable(), actual.Provenance.Files);
    }

    private static Defect RandomDefect(Random random, SensorIdentity sensor) => new(
        new Site(random.Next(sensor.Height), random.Next(sensor.Width)),
        (DefectKind)random.Next(4),
        random.Next(3) == 0 ? 1f : random.NextSingle());

    private static DefectHistory RandomHistory(Random random) => new()
    {
        FirstSeen = new DateTime(2020, 1, 1, 0, 0, 0, random.Next(2) == 0 ? DateTimeKind.Utc : DateTimeKind.Unspecified).AddTicks(random.NextInt64(1L << 50)),
        LastSeen = random.Next(2) == 0 ? null : new DateTime(2026, 12, 31, 23, 59, 59),
        Seen = random.Next(9),
        Total = random.Next(2) == 0 ? null : random.Next(9),
        Iso = new NumberRange(100, 1.0 / 3),
        ExposureSeconds = random.Next(2) == 0 ? null : new NumberRange(1e-9, 1e9),
        TemperatureCelsius = new NumberRange(-273.15, random.NextDouble()),
    };

    private static SensorArea Part(Random random, SensorIdentity sensor)
    {
        (int top, int left) = (random.Next(sensor.Height), random.Next(sensor.Width));
        return new SensorArea(top, left, random.Next(1, sensor.Height - top + 1), random.Next(1, sensor.Width - left + 1));
    }

    private static T Choose<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}
