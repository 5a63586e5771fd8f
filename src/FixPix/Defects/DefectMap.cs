using System.Collections.Immutable;
using FixPix.Mosaics;

namespace FixPix.Defects;

/// <summary>
/// Which sites of one sensor are bad. Sites are sorted by row, then column, and each is there once.
/// Immutable: the operations return new maps.
/// </summary>
public sealed partial class DefectMap
{
    private readonly int[] _sites;
    private readonly DefectKind[] _kinds;
    private readonly float[] _probabilities;

    /// <summary>Makes a map. A site that is named twice keeps the more probable entry (the first of equals).</summary>
    /// <param name="sensor">The sensor that the map belongs to.</param>
    /// <param name="defects">Its defects, in any order.</param>
    /// <exception cref="FixPixException">A site lies outside the sensor, or a probability outside 0 to 1.</exception>
    public DefectMap(SensorIdentity sensor, IEnumerable<Defect> defects)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        ArgumentNullException.ThrowIfNull(defects);
        Sensor = sensor;
        List<int> sites = [];
        List<DefectKind> kinds = [];
        List<float> probabilities = [];
        bool sorted = true;
        foreach (Defect defect in defects)
        {
            int site = IndexOf(sensor, defect);
            sorted &= sites.Count == 0 || site > sites[^1];
            sites.Add(site);
            kinds.Add(defect.Kind);
            probabilities.Add(defect.Probability);
        }

        (_sites, _kinds, _probabilities) = (sites.ToArray(), kinds.ToArray(), probabilities.ToArray());
        if (!sorted)
        {
            SortOutDuplicates(ref _sites, ref _kinds, ref _probabilities);
        }
    }

    /// <summary>The defects of another map, of which nothing else is kept.</summary>
    internal DefectMap(DefectMap defects)
        : this(defects.Sensor, defects._sites, defects._kinds, defects._probabilities)
    {
    }

    private DefectMap(SensorIdentity sensor, int[] sites, DefectKind[] kinds, float[] probabilities) =>
        (Sensor, _sites, _kinds, _probabilities) = (sensor, sites, kinds, probabilities);

    /// <summary>The sensor that the map belongs to.</summary>
    public SensorIdentity Sensor { get; }

    /// <summary>Number of defects.</summary>
    public int Count => _sites.Length;

    /// <summary>The share of the sensor's sites that are bad, 0 to 1.</summary>
    public double Rate => Count / ((double)Sensor.Width * Sensor.Height);

    /// <summary>row · Width + column of each defect, ascending.</summary>
    public ReadOnlySpan<int> SiteIndices => _sites;

    /// <summary>The same, to keep.</summary>
    internal ReadOnlyMemory<int> Sites => _sites;

    /// <summary>Kind of each defect, in the order of <see cref="SiteIndices"/>.</summary>
    public ReadOnlySpan<DefectKind> Kinds => _kinds;

    /// <summary>Probability of each defect, 0 to 1, in the order of <see cref="SiteIndices"/>.</summary>
    public ReadOnlySpan<float> Probabilities => _probabilities;

    /// <summary>Clusters, rows and columns that the defects form, where somebody found out.</summary>
    public ImmutableArray<DefectGroup> Groups { get; init; } = [];

    /// <summary>When and how often single defects were seen, by site index. Most maps know nothing of this.</summary>
    public ImmutableSortedDictionary<int, DefectHistory> Histories { get; init; } = ImmutableSortedDictionary<int, DefectHistory>.Empty;

    /// <summary>Where the map comes from.</summary>
    public MapProvenance Provenance { get; init; } = MapProvenance.Unknown;

    /// <summary>A defect by its place in the order.</summary>
    public Defect this[int index] =>
        new(new Site(_sites[index] / Sensor.Width, _sites[index] % Sensor.Width), _kinds[index], _probabilities[index]);

    /// <summary>All defects in order.</summary>
    public IEnumerable<Defect> Defects()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <summary>A map of millions of defects that are known to lie on the sensor, each site once and in order: the arrays are the map's from here on.</summary>
    internal static DefectMap OfSorted(SensorIdentity sensor, int[] sites, DefectKind[] kinds, float[] probabilities) => new(sensor, sites, kinds, probabilities);

    /// <summary>Whether the site is in the map.</summary>
    public bool Contains(int row, int column) =>
        column < Sensor.Width && _sites.AsSpan().BinarySearch((row * Sensor.Width) + column) >= 0;

    /// <summary>The map as one bit a site.</summary>
    public DefectMask ToMask()
    {
        DefectMask mask = new(Sensor.Width, Sensor.Height);
        foreach (int site in _sites)
        {
            mask[site / Sensor.Width, site % Sensor.Width] = true;
        }

        return mask;
    }

    /// <summary>Refuses a mosaic of another size than the map's sensor.</summary>
    /// <exception cref="FixPixException">The sizes differ.</exception>
    public void RequireFits(MosaicLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        if (layout.Width != Sensor.Width || layout.Height != Sensor.Height)
        {
            throw new FixPixException(
                $"the map is for a sensor of {Sensor.Width}×{Sensor.Height}, the mosaic has {layout.Width}×{layout.Height}");
        }
    }

    private static int IndexOf(SensorIdentity sensor, Defect defect)
    {
        (int row, int column) = defect.Site;
        if ((uint)row >= (uint)sensor.Height || (uint)column >= (uint)sensor.Width)
        {
            throw new FixPixException(
                $"defect at row {row}, column {column}: outside the sensor of {sensor.Height} rows and {sensor.Width} columns");
        }

        if (!(defect.Probability is >= 0f and <= 1f))
        {
            throw new FixPixException($"defect at row {row}, column {column}: probability {defect.Probability}, expected 0 to 1");
        }

        return (row * sensor.Width) + column;
    }

    private static void SortOutDuplicates(ref int[] sites, ref DefectKind[] kinds, ref float[] probabilities)
    {
        (int[] oldSites, DefectKind[] oldKinds, float[] oldProbabilities) = (sites, kinds, probabilities);
        int[] order = Enumerable.Range(0, sites.Length).ToArray();
        Array.Sort(order, (a, b) => (oldSites[a], -oldProbabilities[a], a).CompareTo((oldSites[b], -oldProbabilities[b], b)));
        int[] first = order.Where((entry, place) => place == 0 || oldSites[order[place - 1]] != oldSites[entry]).ToArray();
        sites = Array.ConvertAll(first, entry => oldSites[entry]);
        kinds = Array.ConvertAll(first, entry => oldKinds[entry]);
        probabilities = Array.ConvertAll(first, entry => oldProbabilities[entry]);
    }
}
