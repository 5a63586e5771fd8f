using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// A plan that mends site after site from the good sites around each.
/// </summary>
/// <remarks>
/// What is kept is one bit a site of the frame, and lists for the few sites with no source within
/// <see cref="GoodMask.SearchRadius"/>; which neighbours a site has is read from the bits while mending. So a plan for millions of
/// sites is no larger than its map, the bits stay in the processor's cache, and no list of sources has to come from memory.
/// Sources are never mapped and nothing but mapped sites is written: sites may be mended in any order, by any number of threads.
/// </remarks>
internal abstract class SitePlan : CorrectionPlan
{
    private const int SitesPerBand = 8192;

    // The sites to mend where these are not all of the map.
    private readonly int[]? _some;
    private readonly FarSources _far;

    /// <summary>Prepares to mend all sites of a map, or with <paramref name="radius"/> those alone that have another one, or the frame's border, within so many rows and columns.</summary>
    protected SitePlan(DefectMap map, MosaicLayout layout, SourceRule rule, int? radius = null)
        : base(map, layout)
    {
        Map = map;
        Good = new GoodMask(map, layout);
        Windows = new ColorWindows(layout, rule.ColorBlind);
        _some = radius is int within ? SitesInCompany(within) : null;
        _far = new FarSources(FarOrdinals(), Sites, layout, Good, rule);
    }

    /// <summary>The bad sites.</summary>
    public DefectMap Map { get; }

    /// <summary>Which sites may be sources.</summary>
    public GoodMask Good { get; }

    /// <summary>Which steps lead to a source's colour.</summary>
    protected ColorWindows Windows { get; }

    private ReadOnlySpan<int> Sites => _some ?? Map.SiteIndices;

    /// <summary>The value of a site that has a source within the margin, DN; rounded and kept within 0 to 65535 by the caller.</summary>
    /// <param name="samples">The frame.</param>
    /// <param name="row">The site's row.</param>
    /// <param name="column">The site's column.</param>
    /// <param name="position">The site's CFA position.</param>
    protected abstract float Estimate(ReadOnlySpan<ushort> samples, int row, int column, int position);

    /// <inheritdoc/>
    protected override void Mend(ushort[] samples, WorkSettings work)
    {
        int count = Sites.Length;
        if (work.Threads > 1 && count > SitesPerBand)
        {
            MendInParallel(samples, work);
            return;
        }

        for (int first = 0; first < count; first += SitesPerBand)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(first + SitesPerBand, count);
            MendSites(samples, first, end);
            work.Progress?.Report(end / (double)count);
        }
    }

    /// <summary>
    /// Whether all good sources in the 5×5 around a mapped site, or, where it has none, in the 17×17, read what its own sample does: where the light is even or clipped, or nothing is near, there is nothing to add to an estimate.
    /// </summary>
    public bool IsEven(ReadOnlySpan<ushort> samples, int site)
    {
        (int row, int column) = Math.DivRem(site, Layout.Width);
        int position = Layout.Cfa.PositionAt(row, column), radius = (Good.Window5(row, column) & Windows.Window5(position)) != 0 ? 2 : GoodMask.SearchRadius;
        for (int rows = -radius; rows <= radius; rows++)
        {
            for (ulong sources = SourcesInRow(row, column, position, rows, radius); sources != 0; sources &= sources - 1)
            {
                int columns = System.Numerics.BitOperations.TrailingZeroCount(sources) - GoodMask.SearchRadius;
                if (samples[site + (rows * Layout.Width) + columns] + Windows.Shift(position, rows, columns) != samples[site])
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Mean of the good sources in the smallest square that has any: 9×9, 13×13, 17×17; near ones weigh more (1/d²). NaN where none has.</summary>
    protected float MeanOfNearest(ReadOnlySpan<ushort> samples, int row, int column, int position)
    {
        for (int radius = 4; radius <= GoodMask.SearchRadius; radius += 2)
        {
            (float sum, float weights) = (0, 0);
            for (int rows = -radius; rows <= radius; rows++)
            {
                ulong sources = SourcesInRow(row, column, position, rows, radius);
                for (; sources != 0; sources &= sources - 1)
                {
                    int columns = System.Numerics.BitOperations.TrailingZeroCount(sources) - GoodMask.SearchRadius;
                    float weight = 1f / ((rows * rows) + (columns * columns));
                    sum += weight * (samples[((row + rows) * Layout.Width) + column + columns] + Windows.Shift(position, rows, columns));
                    weights += weight;
                }
            }

            if (weights > 0)
            {
                return sum / weights;
            }
        }

        return float.NaN;
    }

    /// <summary>The good sources of one row of a site's window: bit 8 is the site's column.</summary>
    protected ulong SourcesInRow(int row, int column, int position, int rows, int radius)
    {
        ulong within = ((1UL << ((2 * radius) + 1)) - 1) << (GoodMask.SearchRadius - radius);
        return Good.Bits(row + rows, column - GoodMask.SearchRadius) & Windows.Row(position, rows) & within;
    }

    private void MendInParallel(ushort[] samples, WorkSettings work) =>
        RowBands.Run(Sites.Length, SitesPerBand, work, (first, end) => MendSites(samples, first, end));

    private void MendSites(ushort[] samples, int first, int end)
    {
        ReadOnlySpan<int> sites = Sites;
        CfaPattern cfa = Layout.Cfa;
        int far = _far.FirstFrom(first);
        (int row, int rowStart) = (0, 0);
        for (int ordinal = first; ordinal < end; ordinal++)
        {
            Prefetch.Ahead(samples, sites, ordinal, 2, Layout.Width);
            int site = sites[ordinal];
            if (site - rowStart >= Layout.Width)
            {
                row = site / Layout.Width;
                rowStart = row * Layout.Width;
            }

            int column = site - rowStart;
            bool isFar = far < _far.Count && _far.Ordinal(far) == ordinal;
            float value = isFar ? _far.Estimate(far++, samples) : Estimate(samples, row, column, cfa.PositionAt(row, column));

            // NaN: the frame has no good site at all, and the sample stays as it is.
            if (!float.IsNaN(value))
            {
                samples[site] = (ushort)Math.Clamp(value + 0.5f, 0f, ushort.MaxValue);
            }
        }
    }

    private int[] SitesInCompany(int radius)
    {
        List<int> sites = [];
        foreach (int site in Map.SiteIndices)
        {
            if (!Good.IsAlone(site / Layout.Width, site % Layout.Width, radius))
            {
                sites.Add(site);
            }
        }

        return [.. sites];
    }

    private List<int> FarOrdinals()
    {
        List<int> far = [];
        ReadOnlySpan<int> sites = Sites;
        for (int ordinal = 0; ordinal < sites.Length; ordinal++)
        {
            int site = sites[ordinal];
            (int row, int column) = (site / Layout.Width, site % Layout.Width);
            int position = Layout.Cfa.PositionAt(row, column);
            if ((Good.Window5(row, column) & Windows.Window5(position)) == 0 && !HasSource(row, column, position))
            {
                far.Add(ordinal);
            }
        }

        return far;
    }

    private bool HasSource(int row, int column, int position)
    {
        for (int rows = -GoodMask.SearchRadius; rows <= GoodMask.SearchRadius; rows++)
        {
            // Within a disc that no site outside the square could lie in: so the nearest source of the square is the nearest of all.
            int reach = (int)Math.Sqrt(((GoodMask.SearchRadius + 1) * (GoodMask.SearchRadius + 1)) - (rows * rows));
            if (SourcesInRow(row, column, position, rows, Math.Min(reach, GoodMask.SearchRadius)) != 0)
            {
                return true;
            }
        }

        return false;
    }
}
