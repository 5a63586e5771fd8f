using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FixPix.Correction;

/// <summary>Reads the patch around a bad site and levels its colours, for <see cref="SimilarityEstimator"/>.</summary>
internal static class SimilarityPatch
{
    private static readonly Vector256<int> s_laneBits = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);

    /// <summary>Reads the samples around a site, black levels taken off.</summary>
    /// <param name="samples">The frame.</param>
    /// <param name="width">Columns of the frame.</param>
    /// <param name="mask">Its good sites.</param>
    /// <param name="row">The bad site's row.</param>
    /// <param name="column">The bad site's column.</param>
    /// <param name="window">Tables.</param>
    /// <param name="blacks">PatchLength black levels.</param>
    /// <param name="patch">Gets PatchLength values; 0 where the site is bad or outside.</param>
    /// <param name="good">Gets PatchLength values; 1 where the site is good, 0 elsewhere.</param>
    public static void Load(
        ReadOnlySpan<ushort> samples, int width, GoodMask mask, int row, int column, SimilarityWindow window, ReadOnlySpan<float> blacks, Span<float> patch, Span<float> good)
    {
        int rowLength = window.BlocksPerRow * SimilarityWindow.Block;
        for (int patchRow = 0; patchRow < window.Side; patchRow++)
        {
            // Each row's last block reaches into the next one, which is written after it.
            int target = patchRow * window.Side;
            int sampleRow = row + patchRow - window.Radius;
            ulong bits = mask.Bits(sampleRow, column - window.Radius) & ((1UL << window.Side) - 1);
            int start = (sampleRow * width) + column - window.Radius;
            if (bits == 0 || start < 0 || start + rowLength > samples.Length)
            {
                LoadOneByOne(samples, start, bits, blacks[target..], patch.Slice(target, rowLength), good.Slice(target, rowLength));
                continue;
            }

            for (int step = 0; step < rowLength; step += SimilarityWindow.Block)
            {
                Vector128<ushort> read = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(samples), (nuint)(start + step));
                Vector256<float> values = Vector256.ConvertToSingle(Vector256.WidenLower(read.ToVector256()).AsInt32());
                Vector256<float> isGood = Vector256.Equals(Vector256.Create((int)(bits >> step)) & s_laneBits, s_laneBits).AsSingle();
                SimilarityEstimator.Store((values - SimilarityEstimator.Load(blacks, target + step)) & isGood, patch, target + step);
                SimilarityEstimator.Store(Vector256<float>.One & isGood, good, target + step);
            }
        }

        // What lies behind the last row's blocks.
        int end = ((window.Side - 1) * window.Side) + rowLength;
        patch[end..].Clear();
        good[end..].Clear();
    }

    /// <summary>
    /// Brings all colours to the mean and the contrast of the middle's own: each colour's deviations from its local mean are
    /// scaled by the ratio of the means.
    /// </summary>
    /// <param name="window">Tables.</param>
    /// <param name="tables">Those of the middle's position.</param>
    /// <param name="ratioOffset">Added to both means before their ratio is taken, DN, positive: in the dark the ratio is noise.</param>
    /// <param name="patch">PatchLength values, levelled in place.</param>
    /// <param name="good">PatchLength values, 1 or 0.</param>
    /// <returns>The mean of the middle's colour, DN above black; NaN where the patch has no good site of it.</returns>
    public static float Level(SimilarityWindow window, SimilarityWindow.PositionTables tables, float ratioOffset, Span<float> patch, ReadOnlySpan<float> good)
    {
        Span<float> means = stackalloc float[SimilarityWindow.Block];
        Means(window, tables, patch, good, means);
        float ownMean = means[tables.Colors[window.Center]];
        Span<float> scales = stackalloc float[SimilarityWindow.Block];
        Span<float> shifts = stackalloc float[SimilarityWindow.Block];
        for (int color = 0; color < SimilarityWindow.Block; color++)
        {
            float mean = float.IsNaN(means[color]) ? 0 : means[color];
            scales[color] = (Math.Max(ownMean, 0) + ratioOffset) / (Math.Max(mean, 0) + ratioOffset);
            shifts[color] = ownMean - (mean * scales[color]);
        }

        Apply(tables.Colors, Vector256.Create<float>(scales), Vector256.Create<float>(shifts), patch, good);
        return ownMean;
    }

    private static void LoadOneByOne(
        ReadOnlySpan<ushort> samples, int start, ulong bits, ReadOnlySpan<float> blacks, Span<float> patch, Span<float> good)
    {
        patch.Clear();
        good.Clear();
        for (; bits != 0; bits &= bits - 1)
        {
            int step = BitOperations.TrailingZeroCount(bits);
            patch[step] = samples[start + step] - blacks[step];
            good[step] = 1;
        }
    }

    private static void Means(SimilarityWindow window, SimilarityWindow.PositionTables tables, ReadOnlySpan<float> patch, ReadOnlySpan<float> good, Span<float> means)
    {
        means.Clear();
        foreach (int color in window.PresentColors)
        {
            ReadOnlySpan<float> weights = tables.MeanWeights[color];
            (Vector256<float> sum, Vector256<float> total, Vector256<float> sum2, Vector256<float> total2) =
                (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (int index = 0; index < weights.Length; index += 2 * SimilarityWindow.Block)
            {
                Vector256<float> weight = SimilarityEstimator.Load(weights, index);
                Vector256<float> weight2 = SimilarityEstimator.Load(weights, index + SimilarityWindow.Block);
                sum += weight * SimilarityEstimator.Load(patch, index);
                sum2 += weight2 * SimilarityEstimator.Load(patch, index + SimilarityWindow.Block);
                total += weight * SimilarityEstimator.Load(good, index);
                total2 += weight2 * SimilarityEstimator.Load(good, index + SimilarityWindow.Block);
            }

            means[color] = SimilarityEstimator.Sum(sum + sum2) / SimilarityEstimator.Sum(total + total2);
        }
    }

    private static void Apply(ReadOnlySpan<int> colors, Vector256<float> scales, Vector256<float> shifts, Span<float> patch, ReadOnlySpan<float> good)
    {
        for (int index = 0; index < colors.Length; index += SimilarityWindow.Block)
        {
            Vector256<int> color = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(colors), (nuint)index);
            Vector256<float> levelled = (SimilarityEstimator.Load(patch, index) * Vector256.Shuffle(scales, color)) + Vector256.Shuffle(shifts, color);
            SimilarityEstimator.Store(levelled * SimilarityEstimator.Load(good, index), patch, index);
        }
    }
}
