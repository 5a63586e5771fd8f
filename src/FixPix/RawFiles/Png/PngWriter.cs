namespace FixPix.RawFiles.Png;

/// <summary>Writes whole pictures: previews and masks.</summary>
internal static class PngWriter
{
    /// <summary>Writes a colour picture of 8 bits a channel.</summary>
    /// <param name="output">Gets the file.</param>
    /// <param name="rgb">height × width × 3 bytes, row-major, red first.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static void WriteRgb8(Stream output, ReadOnlySpan<byte> rgb, int width, int height) =>
        WriteBytes(output, rgb, new PngHeader(width, height, 8, PngColorType.Rgb, false));

    /// <summary>Writes a grey picture of 8 bits.</summary>
    /// <param name="output">Gets the file.</param>
    /// <param name="grey">height × width bytes, row-major.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static void WriteGrey8(Stream output, ReadOnlySpan<byte> grey, int width, int height) =>
        WriteBytes(output, grey, new PngHeader(width, height, 8, PngColorType.Grey, false));

    /// <summary>Writes a grey picture of 16 bits.</summary>
    /// <param name="output">Gets the file.</param>
    /// <param name="grey">height × width samples, row-major.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    public static void WriteGrey16(Stream output, ReadOnlySpan<ushort> grey, int width, int height) =>
        WriteSamples(output, grey, new PngHeader(width, height, 16, PngColorType.Grey, false));

    /// <summary>Writes a grey picture of any depth.</summary>
    /// <param name="output">Gets the file.</param>
    /// <param name="samples">height × width samples within the depth's range.</param>
    /// <param name="header">Size and depth.</param>
    public static void WriteSamples(Stream output, ReadOnlySpan<ushort> samples, PngHeader header)
    {
        Begin(output, header);
        using (PngEncoder encoder = new(output, header, hasNoise: true))
        {
            for (int row = 0; row < header.Height; row++)
            {
                PngChannels.Pack(header, samples.Slice(row * header.Width, header.Width), encoder.Row);
                encoder.WriteRow();
            }
        }

        PngEncoder.WriteChunk(output, PngChunk.End, []);
    }

    private static void WriteBytes(Stream output, ReadOnlySpan<byte> bytes, PngHeader header)
    {
        Begin(output, header);
        using (PngEncoder encoder = new(output, header, hasNoise: false))
        {
            int length = encoder.Row.Length;
            for (int row = 0; row < header.Height; row++)
            {
                bytes.Slice(row * length, length).CopyTo(encoder.Row);
                encoder.WriteRow();
            }
        }

        PngEncoder.WriteChunk(output, PngChunk.End, []);
    }

    private static void Begin(Stream output, PngHeader header)
    {
        output.Write(PngChunk.Signature);
        PngEncoder.WriteChunk(output, PngChunk.Header, header.ToBytes());
    }
}
