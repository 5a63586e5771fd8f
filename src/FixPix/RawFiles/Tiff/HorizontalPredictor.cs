namespace FixPix.RawFiles.Tiff;

/// <summary>
/// Horizontal differencing (TIFF 6.0 section 14; DNG 1.4 adds steps of 2 and 4 pixels): a sample is stored as the
/// difference to the one some pixels to its left, modulo the sample's range.
/// </summary>
internal static class HorizontalPredictor
{
    /// <summary>Differences to samples.</summary>
    public static void Undo(Span<ushort> samples, TiffRaster raster)
    {
        (int step, ushort mask) = StepAndMask(raster);
        for (int start = 0; start < samples.Length; start += raster.RowSamples)
        {
            Span<ushort> row = samples.Slice(start, raster.RowSamples);
            for (int index = step; index < row.Length; index++)
            {
                row[index] = (ushort)((row[index] + row[index - step]) & mask);
            }
        }
    }

    /// <summary>Samples to differences.</summary>
    public static void Apply(Span<ushort> samples, TiffRaster raster)
    {
        (int step, ushort mask) = StepAndMask(raster);
        for (int start = 0; start < samples.Length; start += raster.RowSamples)
        {
            Span<ushort> row = samples.Slice(start, raster.RowSamples);
            for (int index = row.Length - 1; index >= step; index--)
            {
                row[index] = (ushort)((row[index] - row[index - step]) & mask);
            }
        }
    }

    private static (int Step, ushort Mask) StepAndMask(TiffRaster raster)
    {
        int pixels = raster.Predictor switch { 34892 => 2, 34893 => 4, _ => 1 };
        return (pixels * raster.SamplesPerPixel, (ushort)((1 << raster.Bits) - 1));
    }
}
