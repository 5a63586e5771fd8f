namespace FixPix.Neural.Kernels;

/// <summary>Convolutions over feature maps, as panel products over rows of sites.</summary>
internal static unsafe class Convolution
{
    /// <summary>
    /// 3×3, stride 1: target(r, c) = end(bias + Σ source(r + i, c + j) · weights), i and j from −1 to 1, over the whole of <paramref name="target"/>. Depth runs over window row,
    /// window column, channel. What lies outside <paramref name="source"/> is the zero of its ring.
    /// </summary>
    public static void Run3x3(in FeatureMap source, PackedWeights weights, in FeatureMap target, bool rectify, KernelPath path)
    {
        PackedProduct.Check(weights.Depth == 9 * source.Channels && weights.Columns == target.Channels && source.Region.Covers(target.Region), "3×3 convolution", $"{source.Channels} channels of {source.Region} into {target.Channels} of {target.Region}, weights {weights.Depth}×{weights.Columns},");
        bool close = source.SiteStride == source.Channels;
        nint* runs = stackalloc nint[9];
        int runCount = close ? 3 : 9;
        for (int run = 0; run < runCount; run++)
        {
            runs[run] = close ? run * source.RowStride : run / 3 * source.RowStride + run % 3 * source.SiteStride;
        }

        Region region = target.Region;
        int block = PackedProduct.CloseRows(source.RowStride);
        for (int top = region.Top; top < region.Bottom; top += block)
        {
            int bottom = Math.Min(top + block, region.Bottom);
            for (int panel = 0; panel < weights.PanelCount; panel++)
            {
                PanelWork work = PackedProduct.Work(weights, panel, accumulate: false, rectify);
                work.InputStride = source.SiteStride;
                work.Runs = runs;
                work.RunCount = runCount;
                work.RunLength = weights.Depth / runCount;
                work.OutputStride = target.SiteStride;
                work.Rows = region.Width;
                for (int row = top; row < bottom; row++)
                {
                    work.Input = PackedProduct.Address(source.Memory, source.Index(row - 1, region.Left - 1));
                    work.Output = PackedProduct.Address(target.Memory, target.Index(row, region.Left) + panel * PanelProduct.Width);
                    PanelProduct.Run(in work, path);
                }
            }
        }
    }

    /// <summary>1×1: target(r, c) = end(bias + source(r, c) · weights) over the whole of <paramref name="target"/>.</summary>
    public static void Run1x1(in FeatureMap source, PackedWeights weights, in FeatureMap target, bool rectify, KernelPath path)
    {
        PackedProduct.Check(weights.Depth == source.Channels && weights.Columns == target.Channels && source.Region.Covers(target.Region), "1×1 convolution", $"{source.Channels} channels of {source.Region} into {target.Channels} of {target.Region}, weights {weights.Depth}×{weights.Columns},");
        Region region = target.Region;
        for (int row = region.Top; row < region.Bottom; row++)
        {
            Sites(in source, row, region.Left, region.Width, weights, in target, target.Index(row, region.Left), target.SiteStride, rectify, path);
        }
    }

    /// <summary>
    /// 2×2 transposed, stride 2: target(2r + i, 2c + j) = bias + source(r, c) · weights(i, j) over the whole of <paramref name="target"/>. One set of weights for each place
    /// in the 2×2 block, row by row.
    /// </summary>
    public static void RunTransposed2x2(in FeatureMap source, ReadOnlySpan<PackedWeights> weights, in FeatureMap target, KernelPath path)
    {
        PackedProduct.Check(weights.Length == 4 && weights[0].Depth == source.Channels && weights[0].Columns == target.Channels && source.Region.Covers(target.Region.Halve()), "2×2 transposed convolution", $"{source.Channels} channels of {source.Region} into {target.Channels} of {target.Region}, weights {weights[0].Depth}×{weights[0].Columns},");
        Region region = target.Region;
        for (int row = region.Top; row < region.Bottom; row++)
        {
            for (int side = 0; side < 2; side++)
            {
                int left = region.Left + ((region.Left ^ side) & 1);
                int sites = (region.Right - left + 1) >> 1;
                Sites(in source, row >> 1, left >> 1, sites, weights[2 * (row & 1) + side], in target, target.Index(row, left), 2 * target.SiteStride, rectify: false, path);
            }
        }
    }

    private static void Sites(in FeatureMap source, int row, int left, int sites, PackedWeights weights, in FeatureMap target, int targetIndex, int targetStride, bool rectify, KernelPath path)
    {
        nint run = 0;
        for (int panel = 0; panel < weights.PanelCount; panel++)
        {
            PanelWork work = PackedProduct.Work(weights, panel, accumulate: false, rectify);
            work.Input = PackedProduct.Address(source.Memory, source.Index(row, left));
            work.InputStride = source.SiteStride;
            work.Runs = &run;
            work.RunCount = 1;
            work.RunLength = weights.Depth;
            work.Output = PackedProduct.Address(target.Memory, targetIndex + panel * PanelProduct.Width);
            work.OutputStride = targetStride;
            work.Rows = sites;
            PanelProduct.Run(in work, path);
        }
    }
}
