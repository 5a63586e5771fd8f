using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.DefectStatistics;

/// <summary>The defects of a map, by what they form with those that they touch (8 neighbours).</summary>
internal sealed class Shapes
{
    // A line is at least so many sites long, and so many times as long as wide.
    private const int ShortestLine = 16;
    private const int Slimness = 4;

    /// <summary>Sites that touch no other defect.</summary>
    public int Singles { get; private set; }

    /// <summary>Whole columns and parts of columns, with what touches them.</summary>
    public List<Site[]> Columns { get; } = [];

    /// <summary>Whole rows and parts of rows, with what touches them.</summary>
    public List<Site[]> Rows { get; } = [];

    /// <summary>All else that touches.</summary>
    public List<Site[]> Clusters { get; } = [];

    public static Shapes Of(DefectMap map)
    {
        Shapes shapes = new();
        DefectMask left = map.ToMask();
        foreach (Site site in map.Defects().Select(static defect => defect.Site))
        {
            if (left[site.Row, site.Column])
            {
                shapes.Add([.. Take(site, left)]);
            }
        }

        return shapes;
    }

    /// <summary>The bad ones of a site's eight neighbours.</summary>
    public static IEnumerable<Site> Around(Site site, DefectMask bad)
    {
        for (int row = Math.Max(0, site.Row - 1); row <= Math.Min(bad.Height - 1, site.Row + 1); row++)
        {
            for (int column = Math.Max(0, site.Column - 1); column <= Math.Min(bad.Width - 1, site.Column + 1); column++)
            {
                if (bad[row, column] && (row, column) != (site.Row, site.Column))
                {
                    yield return new Site(row, column);
                }
            }
        }
    }

    private static List<Site> Take(Site first, DefectMask left)
    {
        List<Site> sites = [first];
        left[first.Row, first.Column] = false;
        for (int next = 0; next < sites.Count; next++)
        {
            foreach (Site site in Around(sites[next], left).ToArray())
            {
                left[site.Row, site.Column] = false;
                sites.Add(site);
            }
        }

        return sites;
    }

    private void Add(Site[] sites)
    {
        int height = sites.Max(static site => site.Row) - sites.Min(static site => site.Row) + 1;
        int width = sites.Max(static site => site.Column) - sites.Min(static site => site.Column) + 1;
        if (sites.Length == 1)
        {
            Singles++;
        }
        else if (height >= ShortestLine && height >= Slimness * width)
        {
            Columns.Add(sites);
        }
        else if (width >= ShortestLine && width >= Slimness * height)
        {
            Rows.Add(sites);
        }
        else
        {
            Clusters.Add(sites);
        }
    }
}
