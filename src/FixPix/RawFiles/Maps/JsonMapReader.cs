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
        int line = _tokens.Line(ref reader);
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

        AddPoint(x, y, kind, confidence, history, line);
    }

    private void AddPoint(int? x, int? y, DefectKind kind, float confidence, DefectHistory history, int line)
    {
        if (x is not int column || y is not int row)
        {
            throw new CorruptFileException($"line {line}: a point without {(x is null ? "x" : "y")}");
        }

        RequireInside(row, column, $"line {line}");
        _defects.Add(new Defect(new Site(row, column), kind, confidence));
        if (!ReferenceEquals(history, s_unknownHistory))
        {
            _histories.Add((new Site(row, column), history));
        }
    }

    // Points may come before the sensor; those are checked when all is read.
    private void RequireInside(int row, int column, string place)
    {
        if (_sensor is not null && (row >= _sensor.Height || column >= _sensor.Width))
        {
            throw new CorruptFileException($"{place}: x {column}, y {row} lies outside the sensor of {_sensor.Width}×{_sensor.Height}");
        }
    }

    private IEnumerable<Defect> Checked(SensorIdentity sensor)
    {
        _sensor = sensor;
        for (int index = 0; index < _defects.Count; index++)
        {
            RequireInside(_defects[index].Site.Row, _defects[index].Site.Column, $"point {index + 1}");
            yield return _defects[index];
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
