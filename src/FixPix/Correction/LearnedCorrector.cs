using System.Numerics;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Two networks, each where it is better: a patch MLP for sites with mostly good neighbours, a reconstructor where the bad ones are dense, be it everywhere, in a cluster or along a row. Which of them a site goes to
/// follows from the share of bad sites in the 9×9 around it, so it is the same for every frame and every number of threads. Filter arrays that no network knows, neither Bayer nor monochrome, are mended by
/// <see cref="ClassicalCorrector"/>.
/// </summary>
/// <param name="patches">Mends where bad sites are few.</param>
/// <param name="reconstructor">Mends where they are dense.</param>
public sealed class LearnedCorrector(PatchMlpCorrector patches, UNetReconstructor reconstructor) : ICorrector
{
    private const int Reach = 4;

    /// <summary>The share of bad sites in the 9×9 around a site, itself among them, from which on the reconstructor mends it.</summary>
    public double DenseShare { get; init; } = 0.045;

    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(layout);
        ClassicalPlan estimates = new(map, layout);
        return layout.Cfa.IsBayer || layout.Cfa.IsMonochrome ? new NetworkPlan(estimates, Parts) { KeepsEvenLight = true } : estimates;

        SitePredictor[] Parts(GoodMask good)
        {
            (int[] dense, int[] sparse) = Split(map.SiteIndices, layout, good);
            return [reconstructor.Predictor(dense, layout, good), patches.Predictor(sparse, layout, good)];
        }
    }

    private (int[] Dense, int[] Sparse) Split(ReadOnlySpan<int> sites, MosaicLayout layout, GoodMask good)
    {
        int[] dense = new int[sites.Length], sparse = new int[sites.Length];
        (int denseCount, int sparseCount) = (0, 0);
        foreach (int site in sites)
        {
            (int row, int column) = Math.DivRem(site, layout.Width);
            if (BadShare(row, column, layout, good) >= DenseShare)
            {
                dense[denseCount++] = site;
            }
            else
            {
                sparse[sparseCount++] = site;
            }
        }

        return (dense[..denseCount], sparse[..sparseCount]);
    }

    private static double BadShare(int row, int column, MosaicLayout layout, GoodMask good)
    {
        int top = Math.Max(0, row - Reach), bottom = Math.Min(layout.Height, row + Reach + 1), all = (bottom - top) * (Math.Min(layout.Width, column + Reach + 1) - Math.Max(0, column - Reach)), believed = 0;
        for (int at = top; at < bottom; at++)
        {
            believed += BitOperations.PopCount(good.Bits(at, column - Reach) & ((1UL << ((2 * Reach) + 1)) - 1));
        }

        return (all - believed) / (double)all;
    }
}
