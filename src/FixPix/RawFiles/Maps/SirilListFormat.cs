using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>
/// Siril's cosmetic list (.lst): "P x y [H|C]" a site, hot or cold; "L y 0 [H|C]" a whole row; "C x 0 [H|C]" a whole column;
/// # begins a comment. Siril's manual, "Cosmetic correction". Counted from the first site of what Siril loads, top row first:
/// all of a FITS image, the active area of a camera's file.
/// </summary>
/// <remarks>Without a letter Siril takes a site for hot; FixPix takes its kind for unknown and writes no letter for such ones.</remarks>
internal sealed class SirilListFormat : MapFormat
{
    private const string Expected = "\"P x y\", \"L y 0\" or \"C x 0\", with H or C behind it or nothing";

    /// <inheritdoc/>
    public override string Name => "Siril list";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Extensions { get; } = [".lst"];

    /// <inheritdoc/>
    public override DefectMap Read(FileBytes file, DefectMapReadSettings settings, ICollection<string> notes)
    {
        SensorIdentity sensor = MapSensor.Require(settings);
        SiteList sites = new(sensor, MapSensor.ActiveAreaOf(sensor));
        TextLines lines = new(file);
        while (lines.Next(out ReadOnlySpan<byte> line))
        {
            ReadLine(line, lines.Number, sites);
        }

        return sites.ToMap();
    }

    /// <inheritdoc/>
    public override void Write(Stream output, DefectMap map, DefectMapWriteSettings settings, ICollection<string> notes)
    {
        SensorArea area = MapSensor.ActiveAreaOf(map.Sensor);
        DefectMask rest = map.ToMask();
        using TextOutput text = new(output);
        foreach (int row in WholeLines(map, DefectShape.Row, rest))
        {
            text.Append("L "u8).Append(row - area.Top).Append(" 0"u8).Append(Letter(map, row, area.Left)).Append("\n"u8);
        }

        foreach (int column in WholeLines(map, DefectShape.Column, rest))
        {
            text.Append("C "u8).Append(column - area.Left).Append(" 0"u8).Append(Letter(map, area.Top, column)).Append("\n"u8);
        }

        int leftOut = WritePoints(text, map, area, rest);
        if (leftOut > 0)
        {
            notes.Add($"{leftOut} of {map.Count} sites lie outside the active area, where a Siril list cannot point; they are left out");
        }
    }

    // Returns how many sites the list cannot point at.
    private static int WritePoints(TextOutput text, DefectMap map, SensorArea area, DefectMask rest)
    {
        int leftOut = 0;
        foreach (Defect defect in map.Defects())
        {
            (int row, int column) = defect.Site;
            if (!area.Contains(row, column))
            {
                leftOut++;
            }
            else if (rest[row, column])
            {
                text.Append("P "u8).Append(column - area.Left).Append(" "u8).Append(row - area.Top).Append(Letter(defect.Kind)).Append("\n"u8);
            }
        }

        return leftOut;
    }

    private static void ReadLine(ReadOnlySpan<byte> line, int number, SiteList sites)
    {
        TextFields fields = new(line);
        ReadOnlySpan<byte> shape = fields.Word();
        if (shape.IsEmpty || shape[0] == (byte)'#')
        {
            return;
        }

        bool sound = fields.TryInteger(out long first) & fields.TryInteger(out long second);
        ReadOnlySpan<byte> letter = fields.Word();
        DefectKind kind = letter.SequenceEqual("H"u8) ? DefectKind.Hot : letter.SequenceEqual("C"u8) ? DefectKind.Dead : DefectKind.Deviating;
        if (!sound || !fields.AtEnd || (kind == DefectKind.Deviating && !letter.IsEmpty) || shape.Length != 1)
        {
            throw fields.Malformed(number, Expected);
        }

        switch (shape[0])
        {
            case (byte)'P':
                sites.Add(first, second, kind, number);
                break;
            case (byte)'L':
                sites.AddRow(first, kind, number);
                break;
            case (byte)'C':
                sites.AddColumn(first, kind, number);
                break;
            default:
                throw fields.Malformed(number, Expected);
        }
    }

    // Rows or columns of the groups that are bad from one side of the active area to the other; takes their sites out of the rest.
    private static List<int> WholeLines(DefectMap map, DefectShape shape, DefectMask rest)
    {
        SensorArea area = MapSensor.ActiveAreaOf(map.Sensor);
        SortedSet<int> lines = [];
        foreach (DefectGroup group in map.Groups.Where(group => group.Shape == shape))
        {
            (int first, int end) = shape == DefectShape.Row
                ? (Math.Max(group.Area.Top, area.Top), Math.Min(group.Area.Bottom, area.Bottom))
                : (Math.Max(group.Area.Left, area.Left), Math.Min(group.Area.Right, area.Right));
            lines.UnionWith(Enumerable.Range(first, Math.Max(0, end - first)).Where(line => SitesOf(line, shape, area).All(site => map.Contains(site.Row, site.Column))));
        }

        foreach ((int row, int column) in lines.SelectMany(line => SitesOf(line, shape, area)))
        {
            rest[row, column] = false;
        }

        return [.. lines];
    }

    private static IEnumerable<Site> SitesOf(int line, DefectShape shape, SensorArea area) => shape == DefectShape.Row
        ? Enumerable.Range(area.Left, area.Width).Select(column => new Site(line, column))
        : Enumerable.Range(area.Top, area.Height).Select(row => new Site(row, line));

    private static ReadOnlySpan<byte> Letter(DefectMap map, int row, int column) =>
        Letter(map.Kinds[map.SiteIndices.BinarySearch((row * map.Sensor.Width) + column)]);

    private static ReadOnlySpan<byte> Letter(DefectKind kind) => kind switch
    {
        DefectKind.Hot => " H"u8,
        DefectKind.Dead => " C"u8,
        _ => ""u8,
    };
}
