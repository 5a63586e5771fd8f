using System.Collections.Immutable;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Maps;

/// <summary>Collects the sites of a list file and refuses those outside the area that the list counts in.</summary>
/// <param name="sensor">The sensor.</param>
/// <param name="area">Where x = 0, y = 0 is, and how far x and y may go.</param>
/// <param name="unit">What the list is made of, for messages.</param>
internal sealed class SiteList(SensorIdentity sensor, SensorArea area, string unit = "line")
{
    private readonly List<Defect> _defects = [];
    private readonly HashSet<DefectGroup> _lines = [];
    private readonly ImmutableSortedDictionary<int, DefectHistory>.Builder _histories = ImmutableSortedDictionary.CreateBuilder<int, DefectHistory>();

    /// <summary>Adds one site.</summary>
    /// <param name="x">Column, counted from the area's left.</param>
    /// <param name="y">Row, counted from the area's top.</param>
    /// <param name="kind">How the site lies.</param>
    /// <param name="line">Number of the line that names it.</param>
    /// <param name="firstSeen">Date of its death, or null.</param>
    public void Add(long x, long y, DefectKind kind, int line, DateTime? firstSeen = null)
    {
        RequireInside(x, y, line);
        Site site = new((int)y + area.Top, (int)x + area.Left);
        _defects.Add(new Defect(site, kind, 1f));
        if (firstSeen is not null)
        {
            _histories[(site.Row * sensor.Width) + site.Column] = new DefectHistory { FirstSeen = firstSeen };
        }
    }

    /// <summary>Adds a whole row of the area.</summary>
    public void AddRow(long y, DefectKind kind, int line)
    {
        RequireInside(0, y, line);
        AddAll(new DefectGroup(DefectShape.Row, new SensorArea((int)y + area.Top, area.Left, 1, area.Width)), kind);
    }

    /// <summary>Adds a whole column of the area.</summary>
    public void AddColumn(long x, DefectKind kind, int line)
    {
        RequireInside(x, 0, line);
        AddAll(new DefectGroup(DefectShape.Column, new SensorArea(area.Top, (int)x + area.Left, area.Height, 1)), kind);
    }

    /// <summary>The map of all that was added.</summary>
    public DefectMap ToMap() => new(sensor, _defects)
    {
        Groups = [.. _lines.OrderBy(line => (line.Shape, line.Area.Top, line.Area.Left))],
        Histories = _histories.ToImmutable(),
    };

    // A line named again and again costs nothing, so a short file cannot ask for endless memory.
    private void AddAll(DefectGroup line, DefectKind kind)
    {
        if (!_lines.Add(line))
        {
            return;
        }

        for (int row = line.Area.Top; row < line.Area.Bottom; row++)
        {
            for (int column = line.Area.Left; column < line.Area.Right; column++)
            {
                _defects.Add(new Defect(row, column, kind));
            }
        }
    }

    private void RequireInside(long x, long y, int line)
    {
        if (x < 0 || y < 0 || x >= area.Width || y >= area.Height)
        {
            throw new CorruptFileException($"{unit} {line}: x {x}, y {y} lies outside the {area.Width}×{area.Height} sites that the list counts in");
        }
    }
}
