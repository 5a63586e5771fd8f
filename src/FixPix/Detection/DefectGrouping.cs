using System.Collections.Immutable;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Finds out what a map's defects form together: parts of rows and columns, and clusters of neighbours.</summary>
/// <remarks>
/// A line is a run of defects along one row or column that is at least 16 sites long, holds together with gaps of at
/// most one site, and is much denser than the map as a whole. What is left and touches (8 neighbours) is a cluster.
/// </remarks>
public static class DefectGrouping
{
    private const int ShortestLine = 16;

    // Beyond this share of bad sites everything touches everything, and shapes say nothing.
    private const double MostForShapes = 0.05;

    /// <summary>The groups of a map, rows first, then columns, then clusters, each from top left to bottom right.</summary>
    public static ImmutableArray<DefectGroup> Of(DefectMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count < 2 || map.Rate > MostForShapes)
        {
            return [];
        }

        ImmutableArray<DefectGroup>.Builder groups = ImmutableArray.CreateBuilder<DefectGroup>();
        DefectMask left = map.ToMask();
        AddLines(map, isRow: true, left, groups);
        AddLines(map, isRow: false, left, groups);
        AddClusters(map, left, groups);
        return groups.DrainToImmutable();
    }

    private static void AddLines(DefectMap map, bool isRow, DefectMask left, ImmutableArray<DefectGroup>.Builder groups)
    {
        int width = map.Sensor.Width;
        int[] sites = map.SiteIndices.ToArray();
        if (!isRow)
        {
            Array.Sort(Array.ConvertAll(sites, site => ((long)(site % width) << 32) | (uint)(site / width)), sites);
        }

        int first = 0;
        for (int place = 1; place <= sites.Length; place++)
        {
            if (place < sites.Length && Continues(sites[place - 1], sites[place], width, isRow))
            {
                continue;
            }

            AddLine(sites.AsSpan(first, place - first), width, isRow, left, groups);
            first = place;
        }
    }

    private static bool Continues(int from, int to, int width, bool isRow)
    {
        (int rows, int columns) = ((to / width) - (from / width), (to % width) - (from % width));
        return isRow ? rows == 0 && columns <= 2 : columns == 0 && rows <= 2;
    }

    private static void AddLine(ReadOnlySpan<int> run, int width, bool isRow, DefectMask left, ImmutableArray<DefectGroup>.Builder groups)
    {
        (int top, int start) = (run[0] / width, run[0] % width);
        (int bottom, int end) = (run[^1] / width, run[^1] % width);
        SensorArea area = new(top, start, bottom - top + 1, end - start + 1);
        if (Math.Max(area.Height, area.Width) < ShortestLine)
        {
            return;
        }

        groups.Add(new DefectGroup(isRow ? DefectShape.Row : DefectShape.Column, area));
        foreach (int site in run)
        {
            left[site / width, site % width] = false;
        }
    }

    private static void AddClusters(DefectMap map, DefectMask left, ImmutableArray<DefectGroup>.Builder groups)
    {
        int width = map.Sensor.Width;
        Stack<Site> open = new();
        foreach (int site in map.SiteIndices)
        {
            (int row, int column) = (site / width, site % width);
            if (!left[row, column])
            {
                continue;
            }

            left[row, column] = false;
            open.Push(new Site(row, column));
            (SensorArea area, int count) = Grow(open, left);
            if (count > 1)
            {
                groups.Add(new DefectGroup(DefectShape.Cluster, area));
            }
        }
    }

    private static (SensorArea Area, int Count) Grow(Stack<Site> open, DefectMask left)
    {
        (int top, int start, int bottom, int end, int count) = (int.MaxValue, int.MaxValue, 0, 0, 0);
        while (open.TryPop(out Site site))
        {
            (top, start, count) = (Math.Min(top, site.Row), Math.Min(start, site.Column), count + 1);
            (bottom, end) = (Math.Max(bottom, site.Row + 1), Math.Max(end, site.Column + 1));
            for (int row = Math.Max(0, site.Row - 1); row <= Math.Min(left.Height - 1, site.Row + 1); row++)
            {
                for (int column = Math.Max(0, site.Column - 1); column <= Math.Min(left.Width - 1, site.Column + 1); column++)
                {
                    if (left[row, column])
                    {
                        left[row, column] = false;
                        open.Push(new Site(row, column));
                    }
                }
            }
        }

        return (new SensorArea(top, start, bottom - top, end - start), count);
    }
}
