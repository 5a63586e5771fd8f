namespace FixPix.Neural.Kernels;

/// <summary>
/// Moves blocks of f × f sites into channels and back, PyTorch's order: channel c · f² + i · f + j of the small map is channel c of the large one, i rows down and j columns
/// right in the block.
/// </summary>
internal static class PixelShuffle
{
    /// <summary>From blocks to channels (PyTorch's pixel_unshuffle): fills the whole of <paramref name="small"/> from the f-fold region of <paramref name="large"/>.</summary>
    public static void Gather(in FeatureMap large, in FeatureMap small, int factor)
    {
        Region region = small.Region;
        Region blocks = new(factor * region.Top, factor * region.Left, factor * region.Height, factor * region.Width);
        PackedProduct.Check(small.Channels == large.Channels * factor * factor && large.Region.Covers(blocks), "pixel unshuffle", $"{large.Channels} channels of {large.Region} into {small.Channels} of {small.Region} by {factor}");
        for (int row = blocks.Top; row < blocks.Bottom; row++)
        {
            for (int column = blocks.Left; column < blocks.Right; column++)
            {
                ReadOnlySpan<float> source = large.At(row, column);
                Span<float> target = small.At(row / factor, column / factor)[Place(row, column, factor)..];
                for (int channel = 0; channel < source.Length; channel++)
                {
                    target[channel * factor * factor] = source[channel];
                }
            }
        }
    }

    /// <summary>From channels to blocks (PyTorch's pixel_shuffle): fills the whole of <paramref name="large"/>.</summary>
    public static void Spread(in FeatureMap small, in FeatureMap large, int factor)
    {
        Region region = large.Region;
        Region needed = new(region.Top / factor, region.Left / factor, (region.Bottom + factor - 1) / factor - region.Top / factor, (region.Right + factor - 1) / factor - region.Left / factor);
        PackedProduct.Check(small.Channels == large.Channels * factor * factor && small.Region.Covers(needed), "pixel shuffle", $"{small.Channels} channels of {small.Region} into {large.Channels} of {large.Region} by {factor}");
        for (int row = region.Top; row < region.Bottom; row++)
        {
            for (int column = region.Left; column < region.Right; column++)
            {
                ReadOnlySpan<float> source = small.At(row / factor, column / factor)[Place(row, column, factor)..];
                Span<float> target = large.At(row, column);
                for (int channel = 0; channel < target.Length; channel++)
                {
                    target[channel] = source[channel * factor * factor];
                }
            }
        }
    }

    private static int Place(int row, int column, int factor) => row % factor * factor + column % factor;
}
