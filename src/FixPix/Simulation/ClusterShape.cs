using FixPix.Mosaics;

namespace FixPix.Simulation;

/// <summary>
/// An irregular cluster as real sensors have them: it grows site by site, each beside one that is there. Sizes follow P(size ≥ n) = (n / 2)^−k from 2 sites up; k, and how often
/// sites meet at a corner alone, were measured on X-ray panels (docs/results/defect-statistics.md).
/// </summary>
internal static class ClusterShape
{
    /// <summary>No cluster is larger: what grows beyond it is a blemish that nobody mends from its neighbours.</summary>
    public const int Largest = 32;

    private const double Exponent = 2.0;
    private const double CornerShare = 0.22;

    /// <summary>Draws one.</summary>
    /// <returns>The rectangle's rows and columns, and the sites in it, counted from its corner.</returns>
    public static (int Height, int Width, Site[] Sites) Draw(SeededRandom random)
    {
        int size = (int)Math.Min(Largest, 2 * Math.Pow(1 - random.NextDouble(), -1 / Exponent));
        List<Site> sites = [new Site(0, 0)];
        while (sites.Count < size)
        {
            Site next = Beside(sites[random.NextInt(sites.Count)], random);
            if (!sites.Contains(next))
            {
                sites.Add(next);
            }
        }

        int top = sites.Min(static site => site.Row), left = sites.Min(static site => site.Column);
        return (
            sites.Max(static site => site.Row) - top + 1,
            sites.Max(static site => site.Column) - left + 1,
            [.. sites.Select(site => new Site(site.Row - top, site.Column - left))]);
    }

    private static Site Beside(Site site, SeededRandom random)
    {
        bool corner = random.NextDouble() < CornerShare;
        (int one, int other) = (Sign(random), Sign(random));
        return corner ? new Site(site.Row + one, site.Column + other)
            : other < 0 ? new Site(site.Row, site.Column + one)
            : new Site(site.Row + one, site.Column);
    }

    private static int Sign(SeededRandom random) => (2 * random.NextInt(2)) - 1;
}
