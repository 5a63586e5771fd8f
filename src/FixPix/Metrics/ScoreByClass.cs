using System.Collections.Immutable;
using FixPix.Defects;

namespace FixPix.Metrics;

/// <summary>A detected map against the truth, for each kind of defect and for each shape that defects form.</summary>
/// <param name="Kinds">One for each <see cref="DefectKind"/>, in their order.</param>
/// <param name="Shapes">Single sites first, then one for each <see cref="DefectShape"/>, in their order. Parts of columns are columns.</param>
public sealed record ScoreByClass(ImmutableArray<ClassScore> Kinds, ImmutableArray<ClassScore> Shapes)
{
    private static readonly ImmutableArray<string> s_kinds = [.. Enum.GetNames<DefectKind>().Select(name => name.ToLowerInvariant())];
    private static readonly ImmutableArray<string> s_shapes = ["single", .. Enum.GetNames<DefectShape>().Select(name => name.ToLowerInvariant())];

    /// <summary>Compares two maps of one sensor.</summary>
    /// <param name="truth">What is bad, with its groups.</param>
    /// <param name="found">What was detected.</param>
    /// <param name="visible">Those of the truth that can be seen in the frame, or null: <see cref="VisibleDefects.Of(Mosaics.Mosaic, Mosaics.Mosaic, DefectMap)"/>.</param>
    /// <exception cref="FixPixException">The maps are for sensors of different sizes.</exception>
    public static ScoreByClass Of(DefectMap truth, DefectMap found, DefectMap? visible = null)
    {
        DetectionScore.RequireSameSize(truth, found);
        return new ScoreByClass(
            Score(s_kinds, truth, KindsOf(truth), found, KindsOf(found), visible),
            Score(s_shapes, truth, ShapesOf(truth), found, ShapesOf(found), visible));
    }

    /// <summary>The counts of two frames or sensors.</summary>
    public static ScoreByClass operator +(ScoreByClass one, ScoreByClass other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new ScoreByClass(
            [.. one.Kinds.Zip(other.Kinds, (first, second) => first + second)],
            [.. one.Shapes.Zip(other.Shapes, (first, second) => first + second)]);
    }

    // The classes of a map's defects are bytes in the order of its sites.
    private static ImmutableArray<ClassScore> Score(
        ImmutableArray<string> names, DefectMap truth, byte[] classes, DefectMap found, byte[] foundClasses, DefectMap? visible)
    {
        long[] count = new long[names.Length], hit = new long[names.Length], agreed = new long[names.Length];
        long[] named = new long[names.Length], namedBad = new long[names.Length], seen = new long[names.Length], seenHit = new long[names.Length];
        foreach (byte name in foundClasses)
        {
            named[name]++;
        }

        ReadOnlySpan<int> foundSites = found.SiteIndices, visibleSites = visible is null ? [] : visible.SiteIndices;
        int atFound = 0, atVisible = 0;
        for (int index = 0; index < classes.Length; index++)
        {
            int site = truth.SiteIndices[index], name = classes[index];
            bool isFound = Advance(foundSites, ref atFound, site), isVisible = Advance(visibleSites, ref atVisible, site);
            count[name]++;
            seen[name] += isVisible ? 1 : 0;
            if (isFound)
            {
                hit[name]++;
                seenHit[name] += isVisible ? 1 : 0;
                namedBad[foundClasses[atFound]]++;
                agreed[name] += foundClasses[atFound] == name ? 1 : 0;
            }
        }

        return [.. names.Select((name, index) => new ClassScore(name, count[index], hit[index], agreed[index], named[index], namedBad[index])
        {
            VisibleCount = visible is null ? null : seen[index],
            VisibleFound = visible is null ? null : seenHit[index],
        })];
    }

    // Goes on to the first site that is not before this one; whether it is this one.
    private static bool Advance(ReadOnlySpan<int> sites, ref int at, int site)
    {
        while (at < sites.Length && sites[at] < site)
        {
            at++;
        }

        return at < sites.Length && sites[at] == site;
    }

    private static byte[] KindsOf(DefectMap map)
    {
        byte[] kinds = new byte[map.Count];
        for (int index = 0; index < kinds.Length; index++)
        {
            kinds[index] = (byte)map.Kinds[index];
        }

        return kinds;
    }

    // A site in several groups belongs to the line.
    private static byte[] ShapesOf(DefectMap map)
    {
        byte[] shapes = new byte[map.Count];
        foreach (DefectGroup group in map.Groups.OrderBy(group => group.Shape))
        {
            for (int row = group.Area.Top; row < group.Area.Bottom; row++)
            {
                int first = FirstFrom(map.SiteIndices, (row * map.Sensor.Width) + group.Area.Left);
                int end = FirstFrom(map.SiteIndices, (row * map.Sensor.Width) + group.Area.Right);
                shapes.AsSpan(first, end - first).Fill((byte)(1 + group.Shape));
            }
        }

        return shapes;
    }

    private static int FirstFrom(ReadOnlySpan<int> sites, int site)
    {
        int place = sites.BinarySearch(site);
        return place < 0 ? ~place : place;
    }
}
