namespace FixPix.RawFiles.LosslessJpeg;

/// <summary>What a lossless JPEG says of itself before its first sample (ITU-T T.81, B.2.2 and B.2.3).</summary>
/// <param name="Width">Samples of one component in a row, 1 to 65535.</param>
/// <param name="Height">Rows, 1 to 65535.</param>
/// <param name="Components">Components, interleaved sample by sample, 1 to 4.</param>
/// <param name="Precision">Bits of a sample, 2 to 16.</param>
/// <param name="Predictor">Selection value of the predictor, 1 to 7 (T.81 table H.1).</param>
/// <param name="PointTransform">Low bits that were shifted out before coding.</param>
/// <param name="RestartRows">Rows between two restart markers, or 0: none.</param>
internal readonly record struct LosslessJpegHeader(
    int Width, int Height, int Components, int Precision, int Predictor, int PointTransform, int RestartRows)
{
    /// <summary>Samples of a row, all components.</summary>
    public int RowSamples => Width * Components;

    /// <summary>Samples in all.</summary>
    public long SampleCount => (long)RowSamples * Height;

    /// <summary>Reads the header of a stream.</summary>
    /// <exception cref="RawFileException">It is not a lossless JPEG, or one of a kind that is not supported.</exception>
    public static LosslessJpegHeader Read(ReadOnlySpan<byte> data) => JpegSegments.Parse(data).Header;
}
