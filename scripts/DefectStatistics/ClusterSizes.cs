using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.Simulation;

namespace FixPix.DefectStatistics;

/// <summary>How large clusters are and how their sites lie.</summary>
/// <param name="clusters">All of them.</param>
internal sealed class ClusterSizes(IReadOnlyList<Site[]> clusters)
{
    /// <summary>The classes of sizes, each from its number up to the next.</summary>
    public static IReadOnlyList<int> Classes { get; } = [2, 3, 4, 5, 9, 17, 33];

    /// <summary>How many there are.</summary>
    public int Count => clusters.Count;

    /// <summary>The share that falls into a class.</summary>
    public double Share(int place)
    {
        int end = place + 1 < Classes.Count ? Classes[place + 1] : int.MaxValue;
        return clusters.Count(cluster => cluster.Length >= Classes[place] && cluster.Length < end) / (double)Count;
    }

    /// <summary>Of the clusters of two: the share that lie in one row, in one column, and at a corner.</summary>
    public (double Across, double Down, double Corner) Pairs()
    {
        Site[][] pairs = [.. clusters.Where(static cluster => cluster.Length == 2)];
        double Share(Func<Site, Site, bool> lie) => pairs.Count(pair => lie(pair[0], pair[1])) / (double)pairs.Length;
        return (Share(static (a, b) => a.Row == b.Row), Share(static (a, b) => a.Column == b.Column), Share(static (a, b) => a.Row != b.Row && a.Column != b.Column));
    }

    /// <summary>The mean share of a cluster's rectangle that is bad, over clusters of at least 5 sites.</summary>
    public double Fill() => clusters.Where(static cluster => cluster.Length >= 5).Average(static cluster =>
        cluster.Length / ((double)(cluster.Max(static site => site.Row) - cluster.Min(static site => site.Row) + 1) * (cluster.Max(static site => site.Column) - cluster.Min(static site => site.Column) + 1)));

    /// <summary>
    /// The exponent k of the law P(size ≥ n) = (n / 2)^−k that makes these sizes likeliest, among the hundredths from 1 to 4; of clusters larger than 32 only that counts.
    /// </summary>
    public double Exponent()
    {
        double Likelihood(double exponent) => clusters.Sum(cluster => cluster.Length > 32
            ? Math.Log(Math.Pow(33 / 2.0, -exponent))
            : Math.Log(Math.Pow(cluster.Length / 2.0, -exponent) - Math.Pow((cluster.Length + 1) / 2.0, -exponent)));
        return Enumerable.Range(100, 301).Select(static hundredths => hundredths / 100.0).MaxBy(Likelihood);
    }

    /// <summary>What the injector draws, measured by the same code.</summary>
    public static ClusterSizes Injected(int count)
    {
        MosaicLayout layout = new(4000, 3000, CfaPattern.Rggb, 0, 4095);
        DefectMap truth = DefectInjector.Inject(new Mosaic(layout, new ushort[layout.SampleCount]), new InjectionSettings { Seed = 1, Clusters = count }).Truth;
        return new ClusterSizes(Shapes.Of(truth).Clusters);
    }
}
