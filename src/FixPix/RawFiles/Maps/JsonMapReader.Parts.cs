using System.Collections.Immutable;
using System.Text.Json;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <content>The sensor, the groups, the history of a point and the provenance.</content>
internal sealed partial class JsonMapReader
{
    private static readonly DefectHistory s_unknownHistory = new();

    private SensorIdentity ReadSensor(ref Utf8JsonReader reader)
    {
        Dictionary<string, string?> texts = [];
        Dictionary<string, int> numbers = [];
        SensorArea? area = null;
        _tokens.Next(ref reader, JsonTokenType.StartObject, "an object");
        while (NextName(ref reader, out string name))
        {
            switch (name)
            {
                case "make" or "model" or "serial" or "cfa":
                    texts[name] = Text(ref reader);
                    break;
                case "width" or "height" or "binning" or "cfaRows":
                    numbers[name] = Integer(ref reader, 1);
                    break;
                case "activeArea":
                    area = ReadArea(ref reader);
                    break;
                default:
                    _tokens.SkipValue(ref reader);
                    break;
            }
        }

        if (!numbers.TryGetValue("width", out int width) || !numbers.TryGetValue("height", out int height))
        {
            throw new CorruptFileException("\"sensor\" without \"width\" and \"height\"");
        }

        SensorIdentity sensor = new(width, height)
        {
            Make = texts.GetValueOrDefault("make"),
            Model = texts.GetValueOrDefault("model"),
            Serial = texts.GetValueOrDefault("serial"),
            Cfa = ToCfa(texts.GetValueOrDefault("cfa"), numbers.GetValueOrDefault("cfaRows")),
            ActiveArea = area,
            Binning = numbers.GetValueOrDefault("binning", 1),
        };
        MapSensor.Check(sensor);
        return sensor;
    }

    private void ReadGroup(ref Utf8JsonReader reader)
    {
        int line = _tokens.Line(ref reader);
        (DefectShape shape, Dictionary<string, int> area) = (DefectShape.Cluster, []);
        while (NextName(ref reader, out string name))
        {
            switch (name)
            {
                case "shape":
                    shape = (DefectShape)Choice(ref reader, JsonMapFormat.Shapes);
                    break;
                case "x" or "y" or "width" or "height":
                    area[name] = Integer(ref reader, 0);
                    break;
                default:
                    _tokens.SkipValue(ref reader);
                    break;
            }
        }

        _groups.Add(new DefectGroup(shape, ToArea(area, line)));
    }

    private SensorArea ReadArea(ref Utf8JsonReader reader)
    {
        _tokens.Next(ref reader, JsonTokenType.StartObject, "an object");
        int line = _tokens.Line(ref reader);
        Dictionary<string, int> area = [];
        while (NextName(ref reader, out string name))
        {
            if (name is "x" or "y" or "width" or "height")
            {
                area[name] = Integer(ref reader, 0);
            }
            else
            {
                _tokens.SkipValue(ref reader);
            }
        }

        return ToArea(area, line);
    }

    private static SensorArea ToArea(Dictionary<string, int> area, int line) =>
        area.Count == 4
            ? new SensorArea(area["y"], area["x"], area["height"], area["width"])
            : throw new CorruptFileException($"line {line}: a rectangle without one of x, y, width, height");

    private static CfaPattern? ToCfa(string? letters, int rows)
    {
        if (letters is null || CfaPattern.TryParse(letters, out CfaPattern? named))
        {
            return letters is null ? null : CfaPattern.Named.First(pattern => pattern.Name.Equals(letters, StringComparison.OrdinalIgnoreCase));
        }

        rows = rows == 0 ? (int)Math.Sqrt(letters.Length) : rows;
        CfaColor[] tile = [.. letters.Select(letter => (CfaColor)"RGBW".IndexOf(letter, StringComparison.Ordinal))];
        return rows is >= 1 and <= 16 && tile.Length % rows == 0 && tile.All(color => color <= CfaColor.Panchromatic)
            ? new CfaPattern(rows, tile.Length / rows, tile)
            : throw new CorruptFileException($"\"cfa\" of {letters.Length} letters, expected MONO or rows of R, G, B, W");
    }

    private MapProvenance ReadProvenance(ref Utf8JsonReader reader)
    {
        MapProvenance provenance = MapProvenance.Unknown;
        ImmutableSortedDictionary<string, string>.Builder settings = ImmutableSortedDictionary.CreateBuilder<string, string>();
        List<MapSource> files = [];
        _tokens.Next(ref reader, JsonTokenType.StartObject, "an object");
        while (NextName(ref reader, out string name))
        {
            switch (name)
            {
                case "tool":
                    provenance = provenance with { Tool = Text(ref reader) };
                    break;
                case "detector":
                    provenance = provenance with { Detector = Text(ref reader) };
                    break;
                case "settings":
                    ReadSettings(ref reader, settings);
                    break;
                case "files":
                    ReadArray(ref reader, (ref Utf8JsonReader inner) => files.Add(ReadSource(ref inner)));
                    break;
                default:
                    _tokens.SkipValue(ref reader);
                    break;
            }
        }

        return provenance with { Settings = settings.ToImmutable(), Files = [.. files] };
    }

    private void ReadSettings(ref Utf8JsonReader reader, ImmutableSortedDictionary<string, string>.Builder settings)
    {
        _tokens.Next(ref reader, JsonTokenType.StartObject, "an object");
        while (NextName(ref reader, out string name))
        {
            settings[name] = Text(ref reader) ?? "";
        }
    }

    private MapSource ReadSource(ref Utf8JsonReader reader)
    {
        (string source, string? hash) = ("", null);
        while (NextName(ref reader, out string name))
        {
            switch (name)
            {
                case "name":
                    source = Text(ref reader) ?? "";
                    break;
                case "sha256":
                    hash = Text(ref reader);
                    break;
                default:
                    _tokens.SkipValue(ref reader);
                    break;
            }
        }

        return new MapSource(source, hash);
    }

    private DefectHistory ReadHistory(ref Utf8JsonReader reader, string name, DefectHistory history)
    {
        switch (name)
        {
            case "firstSeen":
                return history with { FirstSeen = Date(ref reader) };
            case "lastSeen":
                return history with { LastSeen = Date(ref reader) };
            case "seen":
                return history with { Seen = Integer(ref reader, 0) };
            case "total":
                return history with { Total = Integer(ref reader, 0) };
            case "iso":
                return history with { Iso = Range(ref reader) };
            case "exposureSeconds":
                return history with { ExposureSeconds = Range(ref reader) };
            case "temperatureCelsius":
                return history with { TemperatureCelsius = Range(ref reader) };
            default:
                _tokens.SkipValue(ref reader);
                return history;
        }
    }
}
