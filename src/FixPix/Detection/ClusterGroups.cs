using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Detection;

/// <summary>Finds clusters: bad sites that hang together, larger than chance makes them at the rate of the map.</summary>
/// <remarks>
/// At rate p chance makes, on average, at most a(k)·p^k clusters of k or more sites for each site of the sensor, where a(k) is
/// the number of shapes that k cells can form that touch by side or corner (OEIS A006770: 1, 4, 20, 110, 638, …), here bounded by
/// 0.17·7.2^k / k. A size is named when that comes to at most <see cref="DefectGrouping.FalseGroups"/> of those found.
/// From a rate of 14 % on everything hangs together, and the bound says nothing any more.
/// </remarks>
/// <param name="left">The bad sites; those of clusters that are found are taken out.</param>
/// <param name="step">1 for neighbouring sites, 2 for neighbours of the same colour in a Bayer mosaic.</param>
internal sealed class ClusterGroups(DefectMask left, int step)
{
    private const double ShapeGrowth = 7.2;
    private const double ShapeFactor = 0.17;

    private readonly Stack<Site> _edge = new();

    /// <summary>Finds them.</summary>
    public void AddTo(List<DefectGroup> groups)
    {
        int bad = left.Count();
        double sites = (double)left.Width * left.Height;
        if (bad < 2 || ShapeGrowth * bad >= sites)
        {
            return;
        }

        List<(Site Seed, int Count, SensorArea Area)> found = FindAll(2);
        found.Sort((a, b) => b.Count.CompareTo(a.Count));
        int named = 0;
        for (int place = 0; place < found.Count; place++)
        {
            int size = found[place].Count;
            bool isLastOfSize = place + 1 == found.Count || found[place + 1].Count < size;
            double byChance = sites * ShapeFactor * Math.Pow(ShapeGrowth * bad / sites, size) / size;
            if (isLastOfSize && byChance <= DefectGrouping.FalseGroups * (place + 1))
            {
                named = place + 1;
            }
        }

        foreach ((Site seed, _, SensorArea area) in found.GetRange(0, named))
        {
            groups.Add(new DefectGroup(DefectShape.Cluster, area));
            Grow(seed, left);
        }
    }

    /// <summary>What hangs together.</summary>
    /// <param name="least">The fewest sites that count.</param>
    /// <returns>In the order of their first sites.</returns>
    public List<(Site Seed, int Count, SensorArea Area)> FindAll(int least)
    {
        List<(Site Seed, int Count, SensorArea Area)> found = [];
        DefectMask open = left.Clone();
        foreach (Site site in left.Sites())
        {
            if (open[site.Row, site.Column])
            {
                (int count, SensorArea area) = Grow(site, open);
                if (count >= least)
                {
                    found.Add((site, count, area));
                }
            }
        }

        return found;
    }

    private (int Count, SensorArea Area) Grow(Site seed, DefectMask open)
    {
        (int top, int start, int bottom, int end, int count) = (seed.Row, seed.Column, seed.Row + 1, seed.Column + 1, 0);
        open[seed.Row, seed.Column] = false;
        _edge.Push(seed);
        while (_edge.TryPop(out Site site))
        {
            (top, start, count) = (Math.Min(top, site.Row), Math.Min(start, site.Column), count + 1);
            (bottom, end) = (Math.Max(bottom, site.Row + 1), Math.Max(end, site.Column + 1));
            for (int row = site.Row - step; row <= site.Row + step; row += step)
            {
                for (int column = site.Column - step; column <= site.Column + step; column += step)
                {
                    if ((uint)row < (uint)open.Height && (uint)column < (uint)open.Width && open[row, column])
                    {
                        open[row, column] = false;
                        _edge.Push(new Site(row, column));
                    }
                }
            }
        }

        return (count, new SensorArea(top, start, bottom - top, end - start));
    }
}
