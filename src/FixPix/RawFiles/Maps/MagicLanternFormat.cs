using System.Globalization;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// Focus-pixel and bad-pixel maps of Magic Lantern and MLV App (.fpm, .bpm): "x y" a line, the rest of it ignored, counted
/// from the first site of the full raw buffer. A first line "#FPM id", id hexadecimal, says for which camera; file names
/// like 80000301_1808x727.fpm say the buffer's size.
/// </summary>
internal sealed class MagicLanternFormat : MapFormat
{
    /// <inheritdoc/>
    public override string Name => "Magic Lantern map";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".fpm", ".bpm"];

    /// <inheritdoc/>
    public override bool HasSignature(FileBytes file) => file.Head(4).AsSpan().SequenceEqual("#FPM"u8);

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        SensorIdentity? named = SensorOf(file.Name);
        if (named is not null)
        {
            MapSensor.Check(named);
            MapSensor.RequireSameSize(named, settings.Sensor);
        }

        SensorIdentity sensor = settings.Sensor ?? named ?? MapSensor.Require(settings);
        SiteList sites = new(sensor, new SensorArea(0, 0, sensor.Height, sensor.Width));
        TextLines lines = new(file);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            TextFields fields = new(line);
            if (line.StartsWith("#FPM"u8))
            {
                RequireCamera(ref fields, lines.Number, settings);
            }
            else if (!fields.AtEnd && line[0] != (byte)'#')
            {
                if (!fields.TryInteger(out long x) || !fields.TryInteger(out long y))
                {
                    throw fields.Malformed(lines.Number, "\"x y\"");
                }

                sites.Add(x, y, DefectKind.Deviating, lines.Number);
            }
        }

        return sites.ToMap();
    }

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes)
    {
        using TextOutput text = new(output);
        if (settings.MagicLanternCameraId is uint id)
        {
            text.Append(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"#FPM {id:X8}\n")));
        }

        foreach (Defect defect in map.Defects())
        {
            text.Append(defect.Site.Column).Append(" \t "u8).Append(defect.Site.Row).Append("\n"u8);
        }
    }

    private static void RequireCamera(ref TextFields fields, int line, DefectMapReadSettings settings)
    {
        fields.Word();
        if (!uint.TryParse(fields.Word(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out uint id))
        {
            throw fields.Malformed(line, "\"#FPM\" and the camera's hexadecimal id");
        }

        if (settings.MagicLanternCameraId is uint wanted && wanted != id)
        {
            throw new UnsupportedFileException($"line {line}: the map is for camera {id:X8}, wanted is one for {wanted:X8}");
        }
    }

    // What stands behind the last underscore: WIDTHxHEIGHT.
    private static SensorIdentity? SensorOf(string path)
    {
        string size = Path.GetFileNameWithoutExtension(path);
        size = size[(size.LastIndexOf('_') + 1)..];
        int cross = size.IndexOf('x', StringComparison.OrdinalIgnoreCase);
        return cross > 0
            && int.TryParse(size.AsSpan(0, cross), NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(size.AsSpan(cross + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            ? new SensorIdentity(width, height)
            : null;
    }
}
