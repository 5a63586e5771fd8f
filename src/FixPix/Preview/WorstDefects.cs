using FixPix.Defects;
using FixPix.Metrics;
using FixPix.Mosaics;

namespace FixPix.Preview;

/// <summary>A place worth showing.</summary>
/// <param name="Defect">Its worst defect.</param>
/// <param name="Shape">The shape of the group that the defect belongs to, or null.</param>
/// <param name="Sigmas">How far it was moved, in standard deviations of the local noise.</param>
internal readonly record struct WorstDefect(Defect Defect, DefectShape? Shape, double Sigmas);

/// <summary>Picks the defects whose correction changed most, relative to the noise: in distinct places, and of every kind.</summary>
internal static class WorstDefects
{
    private const int MostPerKind = 500;

    // The sensor is divided into this many times this many regions to choose from.
    private const int Regions = 4;

    /// <summary>Picks at most <paramref name="count"/> places, none within <paramref name="distance"/> sites of another.</summary>
    public static IReadOnlyList<WorstDefect> Find(Mosaic before, Mosaic after, DefectMap map, int count, int distance)
    {
        NoiseProfile noise = NoiseProfile.Of(after);
        int cellColumns = (map.Sensor.Width / distance) + 1;
        Dictionary<(int Cell, DefectKind Kind), WorstDefect> byCell = [];
        for (int index = 0; index < map.Count; index++)
        {
            int site = map.SiteIndices[index];
            double sigmas = Math.Abs(before.Samples[site] - after.Samples[site]) / noise.SigmaAt(after.Samples[site]);
            (int Cell, DefectKind Kind) cell =
                ((site / map.Sensor.Width / distance * cellColumns) + (site % map.Sensor.Width / distance), map.Kinds[index]);
            if (!byCell.TryGetValue(cell, out WorstDefect worst) || sigmas > worst.Sigmas)
            {
                byCell[cell] = new WorstDefect(map[index], null, sigmas);
            }
        }

        WorstDefect[] candidates = [.. byCell.Values.GroupBy(worst => worst.Defect.Kind)
            .SelectMany(kind => kind.OrderByDescending(worst => worst.Sigmas).ThenBy(worst => (worst.Defect.Site.Row, worst.Defect.Site.Column)).Take(MostPerKind))
            .OrderByDescending(worst => worst.Sigmas).ThenBy(worst => (worst.Defect.Site.Row, worst.Defect.Site.Column))];
        return Spread(Array.ConvertAll(candidates, worst => worst with { Shape = ShapeOf(map, worst.Defect.Site) }), map.Sensor, count, distance);
    }

    // One of every kind and shape in turn, each from where the fewest others are from; the worst of those first.
    private static List<WorstDefect> Spread(WorstDefect[] candidates, SensorIdentity sensor, int count, int distance)
    {
        List<List<WorstDefect>> kinds = [.. candidates.GroupBy(worst => (worst.Defect.Kind, worst.Shape)).Select(kind => kind.ToList())];
        List<WorstDefect> chosen = [];
        int[] fromRegion = new int[Regions * Regions];
        int RegionOf(WorstDefect worst) => ((int)((long)worst.Defect.Site.Row * Regions / sensor.Height) * Regions)
            + (int)((long)worst.Defect.Site.Column * Regions / sensor.Width);
        while (chosen.Count < count && kinds.Count > 0)
        {
            foreach (List<WorstDefect> kind in kinds)
            {
                kind.RemoveAll(next => chosen.Exists(other => !IsApart(other.Defect.Site, next.Defect.Site, distance)));
                if (kind.Count > 0 && chosen.Count < count)
                {
                    // The lists are sorted and MinBy keeps the first of equals: the worst.
                    chosen.Add(kind.MinBy(next => fromRegion[RegionOf(next)]));
                    fromRegion[RegionOf(chosen[^1])]++;
                }
            }

            kinds.RemoveAll(kind => kind.Count == 0);
        }

        return chosen;
    }

    private static DefectShape? ShapeOf(DefectMap map, Site site)
    {
        foreach (DefectGroup group in map.Groups)
        {
            if (group.Area.Contains(site.Row, site.Column))
            {
                return group.Shape;
            }
        }

        return null;
    }

    private static bool IsApart(Site one, Site other, int distance) =>
        Math.Abs(one.Row - other.Row) >= distance || Math.Abs(one.Column - other.Column) >= distance;
}
