using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Preview;

/// <summary>
/// Marks a map's defects on an overview: rings while there are few, dots for more, and from a hundred thousand on a tint
/// whose strength is the share of bad sites below the pixel. Clusters get a ring as a whole, rows and columns a line.
/// </summary>
internal static class DefectMarks
{
    private const int MostRings = 4000;
    private const int MostDots = 40_000;
    private const double RingRadius = 5;

    /// <summary>Draws the marks.</summary>
    /// <param name="canvas">The page.</param>
    /// <param name="top">Row of the page where the overview begins.</param>
    /// <param name="left">Column of the page where the overview begins.</param>
    /// <param name="map">The defects.</param>
    /// <param name="area">The part of the sensor that the overview shows.</param>
    /// <param name="scale">Pixels of the page for one site.</param>
    public static void Draw(Canvas canvas, int top, int left, DefectMap map, SensorArea area, double scale)
    {
        DefectMask grouped = new(map.Sensor.Width, map.Sensor.Height);
        foreach (DefectGroup group in map.Groups)
        {
            MarkArea(grouped, group.Area);
        }

        int single = 0;
        foreach (int site in map.SiteIndices)
        {
            single += grouped[site / map.Sensor.Width, site % map.Sensor.Width] ? 0 : 1;
        }

        // Among dense defects a cluster is nothing special, and its ring would only hide the others.
        bool few = single <= MostRings && map.Groups.Length <= MostRings;
        for (int index = 0; index < map.Count; index++)
        {
            Defect defect = map[index];
            (int row, int column) = defect.Site;
            if (area.Contains(row, column) && !(few && grouped[row, column]))
            {
                double y = top + ((row - area.Top + 0.5) * scale) - 0.5;
                double x = left + ((column - area.Left + 0.5) * scale) - 0.5;
                Mark(canvas, y, x, DefectPalette.Of(defect.Kind), few ? single : map.Count, scale);
            }
        }

        foreach (DefectGroup group in map.Groups)
        {
            if (few || group.Shape != DefectShape.Cluster)
            {
                DrawGroup(canvas, top, left, group, area, scale);
            }
        }
    }

    private static void Mark(Canvas canvas, double y, double x, Rgb color, int count, double scale)
    {
        if (count <= MostRings)
        {
            canvas.Ring(y, x, RingRadius, 3.6, DefectPalette.Shadow, 0.45);
            canvas.Ring(y, x, RingRadius, 1.6, color, 1);
        }
        else if (count <= MostDots)
        {
            canvas.Disc(y, x, 1.5, color);
        }
        else
        {
            canvas.Blend((int)Math.Round(y), (int)Math.Round(x), color, Math.Clamp(scale * scale * 1.6, 0.12, 0.85));
        }
    }

    private static void DrawGroup(Canvas canvas, int top, int left, DefectGroup group, SensorArea area, double scale)
    {
        SensorArea place = group.Area;
        Rgb color = DefectPalette.Of(group.Shape);
        double y = top + ((place.Top - area.Top) * scale);
        double x = left + ((place.Left - area.Left) * scale);
        if (group.Shape == DefectShape.Cluster)
        {
            double radius = RingRadius + 2 + (scale * Math.Max(place.Height, place.Width) / 2);
            (double middleRow, double middleColumn) = (y + (place.Height * scale / 2) - 0.5, x + (place.Width * scale / 2) - 0.5);
            canvas.Ring(middleRow, middleColumn, radius, 4, DefectPalette.Shadow, 0.45);
            canvas.Ring(middleRow, middleColumn, radius, 2, color, 1);
            return;
        }

        for (double along = 0; along < scale * Math.Max(place.Height, place.Width); along += 0.5)
        {
            (double down, double right) = group.Shape == DefectShape.Row ? (0.0, along) : (along, 0.0);
            canvas.Blend((int)(y + down), (int)(x + right), color, 0.7);
        }
    }

    private static void MarkArea(DefectMask mask, SensorArea area)
    {
        for (int row = Math.Max(0, area.Top); row < Math.Min(area.Bottom, mask.Height); row++)
        {
            for (int column = Math.Max(0, area.Left); column < Math.Min(area.Right, mask.Width); column++)
            {
                mask[row, column] = true;
            }
        }
    }
}
