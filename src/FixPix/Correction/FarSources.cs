using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Sources for the sites that have none near them: in wide holes and on sensors of which little is left. For each such
/// site the next good site of its colour up, down, left and right; failing these the nearest one anywhere; failing
/// that, of any colour. Where the frame has no good site, there is no source either.
/// </summary>
/// <remarks>
/// Worked out once, in time proportional to the rows that hold such sites, with memory for one row: the nearest site
/// is the lower envelope of one parabola for each column (Meijster, Roerdink, Hesselink, "A general algorithm for
/// computing distance transforms in linear time", 2000; the envelope as in Felzenszwalb and Huttenlocher, 2012).
/// </remarks>
internal sealed class FarSources
{
    private readonly List<int> _ordinals = [];
    private readonly List<int> _starts = [0];
    private readonly List<int> _sources = [];
    private readonly List<float> _weights = [];
    private readonly List<float> _shifts = [];

    /// <summary>Finds the sources.</summary>
    /// <param name="farOrdinals">Places among the sites of those that need far sources, ascending.</param>
    /// <param name="sites">row · width + column of the sites to mend, ascending.</param>
    /// <param name="layout">Size and colours.</param>
    /// <param name="good">The map's mask.</param>
    /// <param name="rule">Whether colours count, and whether one source is wanted or one for each direction.</param>
    public FarSources(IReadOnlyList<int> farOrdinals, ReadOnlySpan<int> sites, MosaicLayout layout, GoodMask good, SourceRule rule)
    {
        if (farOrdinals.Count == 0)
        {
            return;
        }

        Dictionary<CfaColor, FarSearch> searches = [];
        FarSearch anyColor = new(layout, good, null);
        foreach (int ordinal in farOrdinals)
        {
            int site = sites[ordinal];
            (int row, int column) = (site / layout.Width, site % layout.Width);
            FarSearch search = anyColor;
            if (!rule.ColorBlind)
            {
                CfaColor color = layout.Cfa.ColorAt(row, column);
                search = searches.TryGetValue(color, out FarSearch? known) ? known : searches[color] = new FarSearch(layout, good, color);
            }

            Add(ordinal, row, column, search, anyColor, rule, layout);
        }
    }

    /// <summary>Number of sites that this knows.</summary>
    public int Count => _ordinals.Count;

    /// <summary>The place of one of them among the sites to mend; ascending.</summary>
    public int Ordinal(int index) => _ordinals[index];

    /// <summary>The first of them at or after this place.</summary>
    public int FirstFrom(int ordinal)
    {
        int found = _ordinals.BinarySearch(ordinal);
        return found >= 0 ? found : ~found;
    }

    /// <summary>The value of one of them, DN, or NaN where there is no source.</summary>
    public float Estimate(int index, ReadOnlySpan<ushort> samples)
    {
        (float sum, float weights) = (0, 0);
        for (int source = _starts[index]; source < _starts[index + 1]; source++)
        {
            sum += _weights[source] * (samples[_sources[source]] + _shifts[source]);
            weights += _weights[source];
        }

        return sum / weights;
    }

    private void Add(int ordinal, int row, int column, FarSearch search, FarSearch anyColor, SourceRule rule, MosaicLayout layout)
    {
        Span<int> found = stackalloc int[4];
        int count = rule.NearestOnly ? 0 : search.InFourDirections(row, column, found);
        if (count == 0)
        {
            int nearest = search.Nearest(row, column);
            nearest = nearest >= 0 ? nearest : anyColor.Nearest(row, column);
            count = nearest >= 0 ? 1 : 0;
            found[0] = nearest;
        }

        foreach (int source in found[..count])
        {
            (int sourceRow, int sourceColumn) = (source / layout.Width, source % layout.Width);
            _sources.Add(source);
            _weights.Add(1f / (Math.Abs(sourceRow - row) + Math.Abs(sourceColumn - column)));
            _shifts.Add(rule.ColorBlind ? 0 : layout.BlackAt(row, column) - layout.BlackAt(sourceRow, sourceColumn));
        }

        _ordinals.Add(ordinal);
        _starts.Add(_sources.Count);
    }
}
