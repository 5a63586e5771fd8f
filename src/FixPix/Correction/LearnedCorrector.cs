using System.Numerics;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// Two networks, each where it is better: a patch MLP for sites with mostly good neighbours, a reconstructor where the bad ones are dense, be it everywhere or in a cluster; a row or column alone has good ones on both sides. Which of them a site goes to
/// follows from the bad sites in the 9×9 around it, so it is the same for every frame and every number of threads. Filter arrays that no network knows, neither Bayer nor monochrome, are mended by
/// <see cref="ClassicalCorrector"/>.
/// </summary>
/// <param name="patches">Mends where bad sites are few.</param>
/// <param name="reconstructor">Mends where they are dense.</param>
public sealed class LearnedCorrector(PatchMlpCorrector patches, UNetReconstructor reconstructor) : ICorrector
{
    private const int Reach = 4;

    // Bad sites that may lie beside a row or column that is still one alone.
    private const int BesideLine = 1;

    /// <summary>The share of bad sites in the 9×9 around a site, itself among them, from which on the reconstructor mends it, unless these lie in its row, or in its column, but for one at most.</summary>
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
            if (IsDense(row, column, layout, good))
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

    private bool IsDense(int row, int column, MosaicLayout layout, GoodMask good)
    {
        int top = Math.Max(0, row - Reach), bottom = Math.Min(layout.Height, row + Reach + 1), left = Math.Max(0, column - Reach), right = Math.Min(layout.Width, column + Reach + 1);
        (int bad, int inRow, int inColumn) = (0, 0, 0);
        for (int at = top; at < bottom; at++)
        {
            int badOfRow = right - left - BitOperations.PopCount(good.Bits(at, left) & ((1UL << (right - left)) - 1));
            bad += badOfRow;
            inRow += at == row ? badOfRow : 0;
            inColumn += good[at, column] ? 0 : 1;
        }

        return bad >= DenseShare * (bottom - top) * (right - left) && Math.Min(bad - inRow, bad - inColumn) > BesideLine;
    }
}
