using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// Writes docs/map-format.md: one point a line, sorted, fields with their usual value left out, so that two versions of a
/// map can be compared line by line and the same map always gives the same bytes.
/// </summary>
internal sealed class JsonMapWriter(Stream output)
{
    private static readonly JsonWriterOptions s_indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _line = new(256);

    public void Write(DefectMap map)
    {
        using Utf8JsonWriter json = new(output, s_indented);
        using Utf8JsonWriter element = new(_line, s_oneLine);
        json.WriteStartObject();
        json.WriteString("format", JsonMapFormat.FormatName);
        json.WriteNumber("version", JsonMapFormat.Version);
        WriteSensor(json, map.Sensor);
        json.WriteString("origin", JsonMapFormat.Origin);
        WriteProvenance(json, element, map.Provenance);
        json.WriteStartArray("groups");
        foreach (DefectGroup group in map.Groups)
        {
            WriteElement(json, element, group, WriteGroup);
        }

        json.WriteEndArray();
        WritePoints(json, element, map);
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private void WritePoints(Utf8JsonWriter json, Utf8JsonWriter element, DefectMap map)
    {
        json.WriteNumber("count", map.Count);
        json.WriteStartArray("points");
        ReadOnlySpan<int> sites = map.SiteIndices;
        for (int index = 0; index < sites.Length; index++)
        {
            DefectHistory? history = map.Histories.IsEmpty ? null : map.Histories.GetValueOrDefault(sites[index]);
            WriteElement(json, element, (map[index], history), WritePoint);
            if (json.BytesPending > 1 << 16)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }

    private void WriteElement<T>(Utf8JsonWriter json, Utf8JsonWriter element, T value, Action<Utf8JsonWriter, T> write)
    {
        // Raw values are not indented by the writer they go to.
        _line.ResetWrittenCount();
        _line.Write("\n        "u8[..(1 + (2 * json.CurrentDepth))]);
        element.Reset();
        element.WriteStartObject();
        write(element, value);
        element.WriteEndObject();
        element.Flush();
        json.WriteRawValue(_line.WrittenSpan, skipInputValidation: true);
    }

    private static void WriteSensor(Utf8JsonWriter json, SensorIdentity sensor)
    {
        json.WriteStartObject("sensor");
        WriteText(json, "make", sensor.Make);
        WriteText(json, "model", sensor.Model);
        WriteText(json, "serial", sensor.Serial);
        json.WriteNumber("width", sensor.Width);
        json.WriteNumber("height", sensor.Height);
        if (sensor.ActiveArea is SensorArea area)
        {
            json.WriteStartObject("activeArea");
            WriteArea(json, area);
            json.WriteEndObject();
        }

        WriteText(json, "cfa", sensor.Cfa?.Name);
        if (sensor.Cfa is CfaPattern cfa && cfa.Rows != cfa.Columns)
        {
            json.WriteNumber("cfaRows", cfa.Rows);
        }

        json.WriteNumber("binning", sensor.Binning);
        json.WriteEndObject();
    }

    private void WriteProvenance(Utf8JsonWriter json, Utf8JsonWriter element, MapProvenance provenance)
    {
        json.WriteStartObject("provenance");
        WriteText(json, "tool", provenance.Tool);
        WriteText(json, "detector", provenance.Detector);
        json.WriteStartObject("settings");
        foreach ((string name, string value) in provenance.Settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("files");
        foreach (MapSource file in provenance.Files)
        {
            WriteElement(json, element, file, WriteSource);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, MapSource file)
    {
        json.WriteString("name", file.Name);
        WriteText(json, "sha256", file.Sha256);
    }

    private static void WriteGroup(Utf8JsonWriter json, DefectGroup group)
    {
        json.WriteString("shape", JsonMapFormat.Shapes[(int)group.Shape]);
        WriteArea(json, group.Area);
    }

    private static void WriteArea(Utf8JsonWriter json, SensorArea area)
    {
        json.WriteNumber("x", area.Left);
        json.WriteNumber("y", area.Top);
        json.WriteNumber("width", area.Width);
        json.WriteNumber("height", area.Height);
    }

    private static void WritePoint(Utf8JsonWriter json, (Defect Defect, DefectHistory? History) point)
    {
        (Defect defect, DefectHistory? history) = point;
        json.WriteNumber("x"u8, defect.Site.Column);
        json.WriteNumber("y"u8, defect.Site.Row);
        if (defect.Kind != DefectKind.Deviating)
        {
            json.WriteString("kind", JsonMapFormat.Kinds[(int)defect.Kind]);
        }

        if (defect.Probability != 1f)
        {
            json.WriteNumber("confidence"u8, defect.Probability);
        }

        if (history is not null)
        {
            WriteHistory(json, history);
        }
    }

    private static void WriteHistory(Utf8JsonWriter json, DefectHistory history)
    {
        WriteText(json, "firstSeen", DateText(history.FirstSeen));
        WriteText(json, "lastSeen", DateText(history.LastSeen));
        WriteNumber(json, "seen", history.Seen);
        WriteNumber(json, "total", history.Total);
        WriteRange(json, "iso", history.Iso);
        WriteRange(json, "exposureSeconds", history.ExposureSeconds);
        WriteRange(json, "temperatureCelsius", history.TemperatureCelsius);
    }

    // A camera's clock knows no time zone: only times that are known to be UTC get their Z.
    private static string? DateText(DateTime? date) =>
        date?.ToString(date.Value.Kind == DateTimeKind.Utc ? "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is int value)
        {
            json.WriteNumber(name, value);
        }
    }

    private static void WriteRange(Utf8JsonWriter json, string name, NumberRange? range)
    {
        if (range is not NumberRange(double minimum, double maximum))
        {
            return;
        }

        if (!double.IsFinite(minimum) || !double.IsFinite(maximum))
        {
            throw new FixPixException($"map: the range {minimum} to {maximum} of \"{name}\" cannot be written; finite numbers expected");
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(minimum);
        json.WriteNumberValue(maximum);
        json.WriteEndArray();
    }
}
