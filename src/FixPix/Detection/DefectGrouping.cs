using System.Collections.Immutable;
using FixPix.Defects;

namespace FixPix.Detection;

/// <summary>Finds out what a map's defects form together: rows and columns, whole or in part, and clusters of neighbours.</summary>
/// <remarks>A group is named only where chance, at the map's own rate, hardly ever makes its like: <see cref="FalseGroups"/>.</remarks>
public static class DefectGrouping
{
    /// <summary>For so many groups that chance alone would make in a map one has to be found, at least.</summary>
    internal const double FalseGroups = 0.05;

    /// <summary>The groups of a map, rows first, then columns, then clusters, each from top left to bottom right.</summary>
    public static ImmutableArray<DefectGroup> Of(DefectMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (map.Count < 2)
        {
            return [];
        }

        (int width, int height) = (map.Sensor.Width, map.Sensor.Height);
        DefectMask left = map.ToMask();
        List<DefectGroup> lines = [];
        new LineGroups(map.SiteIndices.ToArray(), width, height, isRow: true).AddTo(lines, left);
        new LineGroups(ByColumn(map.SiteIndices, width, height), height, width, isRow: false).AddTo(lines, left);

        List<DefectGroup> clusters = [];
        new ClusterGroups(left, 1).AddTo(clusters);
        if (map.Sensor.Cfa is { Rows: 2, Columns: 2, IsMonochrome: false })
        {
            new ClusterGroups(left, 2).AddTo(clusters);
        }

        SolidBlocks.AddTo(clusters, left);
        return [.. lines, .. clusters.OrderBy(cluster => (cluster.Area.Top, cluster.Area.Left))];
    }

    // column · height + row of each site, ascending; counted instead of sorted, as dense maps have millions.
    private static int[] ByColumn(ReadOnlySpan<int> sites, int width, int height)
    {
        int[] next = new int[width + 1];
        foreach (int site in sites)
        {
            next[(site % width) + 1]++;
        }

        for (int column = 0; column < width; column++)
        {
            next[column + 1] += next[column];
        }

        int[] places = new int[sites.Length];
        foreach (int site in sites)
        {
            (int row, int column) = Math.DivRem(site, width);
            places[next[column]++] = (column * height) + row;
        }

        return places;
    }
}
