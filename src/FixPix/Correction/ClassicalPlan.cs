using System.Numerics;
using System.Runtime.CompilerServices;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>How <see cref="ClassicalCorrector"/> mends a map's sites. Our networks begin with it: what they say is by how much it is off.</summary>
internal sealed class ClassicalPlan : SitePlan
{
    // With fewer good sites than this among the 24 around it a site gets the wide window.
    private const int FewGoodSites = 12;

    // Share of the range from black to white that is added to local means before their ratio is taken: in the dark the ratio is noise.
    private const float RatioOffset = 0.002f;

    private readonly SimilarityWindow _near;
    private readonly SimilarityWindow _wide;

    /// <inheritdoc cref="SitePlan(DefectMap, MosaicLayout, SourceRule, int?)"/>
    public ClassicalPlan(DefectMap map, MosaicLayout layout)
        : base(map, layout, default)
    {
        _near = new SimilarityWindow(layout, radius: 4, surroundings: 4, falloff: 1);
        _wide = new SimilarityWindow(layout, radius: 6, surroundings: 9, falloff: 1.5f);
    }

    /// <inheritdoc/>
    protected override float Estimate(ReadOnlySpan<ushort> samples, int row, int column, int position)
    {
        bool fewGoodSites = BitOperations.PopCount(Good.Window5(row, column)) < FewGoodSites;
        return FromPatch(samples, row, column, position, fewGoodSites ? _wide : _near);
    }

    [SkipLocalsInit]
    private float FromPatch(ReadOnlySpan<ushort> samples, int row, int column, int position, SimilarityWindow window)
    {
        Span<float> patch = stackalloc float[window.PatchLength];
        Span<float> good = stackalloc float[window.PatchLength];
        Span<float> scratch = stackalloc float[3 * window.Lanes];
        SimilarityWindow.PositionTables tables = window.Positions[position];
        float black = Layout.BlackDn[position];
        float offset = RatioOffset * Math.Max(Layout.WhiteDn - black, 1);
        SimilarityPatch.Load(samples, Layout.Width, Good, row, column, window, tables.Blacks, patch, good);
        float mean = SimilarityPatch.Level(window, tables, offset, patch, good);
        float estimate = float.IsNaN(mean)
            ? float.NaN
            : SimilarityEstimator.Estimate(patch, good, tables.SourceWeights, window, Math.Max(mean, 0) + offset, scratch);

        // No source in a smaller patch than the one that the plan searched.
        return float.IsNaN(estimate) ? MeanOfNearest(samples, row, column, position) : estimate + black;
    }
}
