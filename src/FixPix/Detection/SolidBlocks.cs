using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>
/// Finds clusters where the map is so dense that everything hangs together: squares without a good site, as large as
/// chance makes hardly any at the map's rate, and what such squares form together.
/// </summary>
internal static class SolidBlocks
{
    /// <summary>Finds them.</summary>
    /// <param name="groups">Where they go.</param>
    /// <param name="left">The bad sites.</param>
    public static void AddTo(List<DefectGroup> groups, DefectMask left)
    {
        double sites = (double)left.Width * left.Height;
        double rate = left.Count() / sites;
        if (rate is 0 or 1)
        {
            return;
        }

        // Chance makes sites · rate^(side²) of them.
        int side = Math.Max(2, (int)Math.Ceiling(Math.Sqrt(Math.Log(sites / DefectGrouping.FalseGroups) / -Math.Log(rate))));
        if (side > Math.Min(left.Width, left.Height))
        {
            return;
        }

        // Squares overlap where their corners touch; a corner of its own is a square of its own.
        DefectMask corners = Corners(left, side);
        foreach ((_, _, SensorArea area) in new ClusterGroups(corners, 1).FindAll(1))
        {
            SensorArea squares = new(area.Top - side + 1, area.Left - side + 1, area.Height + side - 1, area.Width + side - 1);
            groups.Add(new DefectGroup(DefectShape.Cluster, squares));
        }
    }

    // The bottom right corners of all solid squares: the largest square that ends at a site is one larger than the
    // smallest of those that end above, left, and above left of it.
    private static DefectMask Corners(DefectMask left, int side)
    {
        DefectMask corners = new(left.Width, left.Height);
        (int[] above, int[] here) = (new int[left.Width + 1], new int[left.Width + 1]);
        int last = -1;
        foreach ((int row, int column) in left.Sites())
        {
            for (; last < row; last++)
            {
                (above, here) = (here, above);
                Array.Clear(here);
            }

            int largest = 1 + Math.Min(here[column], Math.Min(above[column], above[column + 1]));
            here[column + 1] = largest;
            if (largest >= side)
            {
                corners[row, column] = true;
            }
        }

        return corners;
    }
}
