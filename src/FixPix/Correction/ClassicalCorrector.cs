using System.Numerics;
using System.Runtime.CompilerServices;
using FixPix.Defects;
using FixPix.Mosaics;

namespace FixPix.Correction;

/// <summary>
/// The best classical corrector: every good site near a bad one votes, corrected by how the two sites' surroundings differ
/// and weighted by how little they do. Works on any CFA and any density of defects.
/// </summary>
/// <remarks>
/// The idea of weighting by the likeness of surroundings is that of non-local means (Buades, Coll, Morel, "A non-local algorithm
/// for image denoising", CVPR 2005); correcting a neighbour by the other colours' gradient is that of colour-difference
/// demosaicing (Hamilton and Adams, US patent 5,629,734, 1997, expired). Here both come from the same differences, taken over good sites only.
/// Sites of other colours are levelled first: each colour's deviations from its local mean, scaled by the ratio of the means.
/// How it was chosen and what else was tried: docs/decisions/classical-corrector.md.
/// </remarks>
public sealed class ClassicalCorrector : ICorrector
{
    /// <inheritdoc/>
    public CorrectionPlan Plan(DefectMap map, MosaicLayout layout) => new ClassicalPlan(map, layout);

    private sealed class ClassicalPlan : SitePlan
    {
        // With fewer good sites than this among the 24 around it a site gets the wide window.
        private const int FewGoodSites = 12;

        // Share of the range from black to white that is added to local means before their ratio is taken: in the dark the ratio is noise.
        private const float RatioOffset = 0.002f;

        private readonly SimilarityWindow _near;
        private readonly SimilarityWindow _wide;

        public ClassicalPlan(DefectMap map, MosaicLayout layout)
            : base(map, layout, default)
        {
            _near = new SimilarityWindow(layout.Cfa, radius: 4, surroundings: 4, falloff: 1);
            _wide = new SimilarityWindow(layout.Cfa, radius: 6, surroundings: 9, falloff: 1.5f);
        }

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
            Load(samples, row, column, window, patch, good);
            (float black, float mean) = (Layout.BlackDn[position], Level(window, position, patch, good));
            float offset = RatioOffset * Math.Max(Layout.WhiteDn - black, 1);
            if (float.IsNaN(mean))
            {
                return MeanOfNearest(samples, row, column, position);
            }

            float estimate = SimilarityEstimator.Estimate(patch, good, window.SourceWeights[position], window, Math.Max(mean, 0) + offset, scratch);
            return float.IsNaN(estimate) ? MeanOfNearest(samples, row, column, position) : estimate + black;
        }

        /// <summary>Reads the samples around a site, black levels taken off; bad ones are 0.</summary>
        private void Load(ReadOnlySpan<ushort> samples, int row, int column, SimilarityWindow window, Span<float> patch, Span<float> good)
        {
            patch.Clear();
            good.Clear();
            for (int patchRow = 0; patchRow < window.Side; patchRow++)
            {
                int sampleRow = row + patchRow - window.Radius;
                ulong bits = Good.Bits(sampleRow, column - window.Radius) & ((1UL << window.Side) - 1);
                for (; bits != 0; bits &= bits - 1)
                {
                    int step = BitOperations.TrailingZeroCount(bits);
                    int sampleColumn = column + step - window.Radius;
                    int index = (patchRow * window.Side) + step;
                    patch[index] = samples[(sampleRow * Layout.Width) + sampleColumn] - Layout.BlackAt(sampleRow, sampleColumn);
                    good[index] = 1;
                }
            }
        }

        /// <summary>Brings all colours to the mean and the contrast of the site's own.</summary>
        /// <returns>The mean of the site's colour above black, DN; NaN where the patch has no good site of it.</returns>
        private float Level(SimilarityWindow window, int position, Span<float> patch, ReadOnlySpan<float> good)
        {
            Span<float> means = stackalloc float[4];
            Span<float> weights = stackalloc float[4];
            means.Clear();
            weights.Clear();
            byte[] colors = window.Colors[position];
            for (int index = 0; index < colors.Length; index++)
            {
                float weight = window.MeanWeights[index] * good[index];
                means[colors[index]] += weight * patch[index];
                weights[colors[index]] += weight;
            }

            int own = colors[window.Center];
            float ownMean = means[own] / weights[own];
            float offset = RatioOffset * Math.Max(Layout.WhiteDn - Layout.BlackDn[position], 1);
            Span<float> scales = stackalloc float[4];
            for (int color = 0; color < 4; color++)
            {
                means[color] = weights[color] > 0 ? means[color] / weights[color] : 0;
                scales[color] = (Math.Max(ownMean, 0) + offset) / (Math.Max(means[color], 0) + offset);
            }

            for (int index = 0; index < colors.Length; index++)
            {
                int color = colors[index];
                patch[index] = (((patch[index] - means[color]) * scales[color]) + ownMean) * good[index];
            }

            return ownMean;
        }
    }
}
