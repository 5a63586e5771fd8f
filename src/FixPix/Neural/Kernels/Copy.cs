namespace FixPix.Neural.Kernels;

/// <summary>Copies channels from one map to another: how maps are joined.</summary>
internal static class Copy
{
    /// <summary>Fills the whole of <paramref name="target"/> from the same places of <paramref name="source"/>.</summary>
    public static void Run(in FeatureMap source, in FeatureMap target)
    {
        PackedProduct.Check(source.Channels == target.Channels && source.Region.Covers(target.Region), "copy", $"{source.Channels} channels of {source.Region} into {target.Channels} of {target.Region},");
        Region region = target.Region;
        for (int row = region.Top; row < region.Bottom; row++)
        {
            for (int column = region.Left; column < region.Right; column++)
            {
                source.At(row, column).CopyTo(target.At(row, column));
            }
        }
    }
}
