using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// The .badpixels list of dcraw, LibRaw and RawTherapee: a line "column row time" for each site, counted from the first
/// visible site (the active area), before any rotation.
/// </summary>
/// <remarks>
/// dcraw's manual, "-P", and LibRaw's documentation of <c>params.bad_pixels</c>: dcraw needs all three numbers, applies an
/// entry to pictures taken after its time (0: to all), and takes # for a comment. RawTherapee knows no comment but, as the
/// first line, one number that is added to both coordinates. "x y 0" without comments satisfies all three.
/// </remarks>
internal sealed class BadPixelsFormat : MapFormat
{
    /// <summary>The end of the year 9999, in seconds since 1970.</summary>
    private const long LastSecond = 253402300799;

    /// <inheritdoc/>
    public override string Name => "bad-pixel list";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".badpixels"];

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        SensorIdentity sensor = MapSensor.Require(settings);
        SiteList sites = new(sensor, MapSensor.ActiveAreaOf(sensor));
        TextLines lines = new(file);
        long shift = 0;
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            int comment = line.IndexOf((byte)'#');
            ReadOnlySpan<byte> content = comment < 0 ? line : line[..comment];
            if (lines.Number == 1 && TryReadShift(content, out shift))
            {
                continue;
            }

            ReadSite(content, lines.Number, shift, sites);
        }

        return sites.ToMap();
    }

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes)
    {
        SensorArea area = MapSensor.ActiveAreaOf(map.Sensor);
        int leftOut = 0;
        using TextOutput text = new(output);
        foreach (Defect defect in map.Defects())
        {
            if (!area.Contains(defect.Site.Row, defect.Site.Column))
            {
                leftOut++;
                continue;
            }

            text.Append(defect.Site.Column - area.Left).Append(" "u8).Append(defect.Site.Row - area.Top).Append(" 0\n"u8);
        }

        if (leftOut > 0)
        {
            notes.Add($"{leftOut} of {map.Count} sites lie outside the active area, where a .badpixels list cannot point; they are left out");
        }
    }

    private static bool TryReadShift(ReadOnlySpan<byte> line, out long shift)
    {
        TextFields fields = new(line);
        bool found = fields.TryInteger(out shift) && fields.AtEnd;
        shift = found ? shift : 0;
        return found;
    }

    private static void ReadSite(ReadOnlySpan<byte> line, int number, long shift, SiteList sites)
    {
        TextFields fields = new(line);
        if (fields.AtEnd)
        {
            return;
        }

        long seconds = 0;
        if (!fields.TryInteger(out long x) || !fields.TryInteger(out long y) || !(fields.AtEnd || fields.TryInteger(out seconds)) || !fields.AtEnd
            || seconds is < 0 or > LastSecond)
        {
            throw fields.Malformed(number, "\"column row\" or \"column row seconds-since-1970\"");
        }

        sites.Add(x + shift, y + shift, DefectKind.Deviating, number, seconds == 0 ? null : DateTime.UnixEpoch.AddSeconds(seconds));
    }
}
