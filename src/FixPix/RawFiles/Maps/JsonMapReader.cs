using System.Collections.Immutable;
using System.Text.Json;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// Reads docs/map-format.md. Fields may come in any order (other programs sort them), unknown ones are passed over, and a
/// number or text that is not given is not known.
/// </summary>
internal sealed partial class JsonMapReader(FileBytes file)
{
    private readonly JsonTokens _tokens = new(file);
    private readonly List<Defect> _defects = [];
    private readonly List<(Site Site, DefectHistory History)> _histories = [];
    private readonly List<DefectGroup> _groups = [];
    private SensorIdentity? _sensor;
    private MapProvenance _provenance = MapProvenance.Unknown;
    private int? _version;

    public DefectMap Read()
    {
        Utf8JsonReader reader = _tokens.Begin();
        _tokens.Next(ref reader, JsonTokenType.StartObject, "an object");
        while (NextName(ref reader, out string name))
        {
            ReadField(ref reader, name);
        }

        _tokens.RequireEnd(ref reader);
        if (_version is null)
        {
            throw new CorruptFileException($"not a FixPix map: no \"format\": \"{JsonMapFormat.FormatName}\" with its \"version\"");
        }

        SensorIdentity sensor = _sensor ?? throw new CorruptFileException("no \"sensor\" with the width and height that the map is for");
        return new DefectMap(sensor, Checked(sensor))
        {
            Groups = [.. _groups.Select(group => Checked(sensor, group))],
            Histories = HistoriesBySite(sensor.Width),
            Provenance = _provenance,
        };
    }

    private void ReadField(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "format":
                RequireFormat(ref reader);
                break;
            case "version":
                RequireVersion(ref reader);
                break;
            case "sensor":
                _sensor = ReadSensor(ref reader);
                break;
            case "provenance":
                _provenance = ReadProvenance(ref reader);
                break;
            case "groups":
                ReadArray(ref reader, ReadGroup);
                break;
            case "points":
                ReadArray(ref reader, ReadPoint);
                break;
            default:
                _tokens.SkipValue(ref reader);
                break;
        }
    }

    private void RequireFormat(ref Utf8JsonReader reader)
    {
        string? format = Text(ref reader);
        if (format != JsonMapFormat.FormatName)
        {
            throw new UnsupportedFileException($"\"format\" is '{format}', expected '{JsonMapFormat.FormatName}'");
        }
    }

    private void RequireVersion(ref Utf8JsonReader reader)
    {
        _version = Integer(ref reader, 1);
        if (_version > JsonMapFormat.Version)
        {
            throw new UnsupportedFileException($"map format version {_version}; this FixPix reads up to version {JsonMapFormat.Version}");
        }
    }

    private void ReadPoint(ref Utf8JsonReader reader)
    {
        (int? x, int? y) = (null, null);
        DefectKind kind = DefectKind.Deviating;
        float confidence = 1f;
        DefectHistory history = s_unknownHistory;
        while (NextName(ref reader, out string name))
        {
            switch (name)
            {
                case "x":
                    x = Integer(ref reader, 0);
                    break;
                case "y":
                    y = Integer(ref reader, 0);
                    break;
                case "kind":
                    kind = (DefectKind)Choice(ref reader, JsonMapFormat.Kinds);
                    break;
                case "confidence":
                    confidence = Confidence(ref reader);
                    break;
                default:
                    history = ReadHistory(ref reader, name, history);
                    break;
            }
        }

        AddPoint(ref reader, x, y, new Defect(default, kind, confidence), history);
    }

    private void AddPoint(ref Utf8JsonReader reader, int? x, int? y, Defect defect, DefectHistory history)
    {
        if (x is not int column || y is not int row)
        {
            throw new CorruptFileException($"line {_tokens.Line(ref reader)}: a point without {(x is null ? "x" : "y")}");
        }

        if (_sensor is not null && !IsInside(row, column, _sensor))
        {
            throw Outside(row, column, _sensor, $"line {_tokens.Line(ref reader)}");
        }

        _defects.Add(defect with { Site = new Site(row, column) });
        if (!ReferenceEquals(history, s_unknownHistory))
        {
            _histories.Add((new Site(row, column), history));
        }
    }

    private static bool IsInside(int row, int column, SensorIdentity sensor) => row < sensor.Height && column < sensor.Width;

    private static CorruptFileException Outside(int row, int column, SensorIdentity sensor, string place) =>
        new($"{place}: x {column}, y {row} lies outside the sensor of {sensor.Width}×{sensor.Height}");

    // Points may come before the sensor; those are checked when all is read.
    private IEnumerable<Defect> Checked(SensorIdentity sensor)
    {
        for (int index = 0; index < _defects.Count; index++)
        {
            (int row, int column) = _defects[index].Site;
            yield return IsInside(row, column, sensor) ? _defects[index] : throw Outside(row, column, sensor, $"point {index + 1}");
        }
    }

    private static DefectGroup Checked(SensorIdentity sensor, DefectGroup group) =>
        MapSensor.Holds(sensor, group.Area)
            ? group
            : throw new CorruptFileException($"a group at x {group.Area.Left}, y {group.Area.Top} lies outside the sensor of {sensor.Width}×{sensor.Height}");

    private ImmutableSortedDictionary<int, DefectHistory> HistoriesBySite(int width)
    {
        ImmutableSortedDictionary<int, DefectHistory>.Builder bySite = ImmutableSortedDictionary.CreateBuilder<int, DefectHistory>();
        foreach ((Site site, DefectHistory history) in _histories)
        {
            bySite[(site.Row * width) + site.Column] = history;
        }

        return bySite.ToImmutable();
    }
}
