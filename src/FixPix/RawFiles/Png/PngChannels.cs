using System.Buffers.Binary;

namespace FixPix.RawFiles.Png;

/// <summary>A row's samples in its bytes: channels of 1 to 16 bits, the high ones first.</summary>
internal static class PngChannels
{
    /// <summary>Takes out one sample a pixel.</summary>
    /// <param name="header">How they are stored.</param>
    /// <param name="bytes">The row.</param>
    /// <param name="samples">Gets the samples, a pixel each.</param>
    /// <returns>The first pixel whose colour channels differ from one another, or −1.</returns>
    public static int Unpack(PngHeader header, ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        if (header.Channels == 1)
        {
            UnpackGrey(header.BitDepth, bytes, samples);
            return -1;
        }

        int colored = -1;
        for (int pixel = samples.Length - 1; pixel >= 0; pixel--)
        {
            int first = pixel * header.Channels;
            samples[pixel] = At(header.BitDepth, bytes, first);
            if (header.ColorChannels == 3
                && (At(header.BitDepth, bytes, first + 1) != samples[pixel] || At(header.BitDepth, bytes, first + 2) != samples[pixel]))
            {
                colored = pixel;
            }
        }

        return colored;
    }

    /// <summary>Takes out red, green and blue of each pixel; grey is all three.</summary>
    /// <param name="header">How they are stored.</param>
    /// <param name="bytes">The row.</param>
    /// <param name="samples">Gets three samples a pixel.</param>
    public static void UnpackColors(PngHeader header, ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        int pixels = samples.Length / 3;
        int step = header.ColorChannels == 3 ? 1 : 0;
        if (header.Channels == 1)
        {
            // In the first third; from the last pixel on, none is overwritten before it is spread.
            UnpackGrey(header.BitDepth, bytes, samples[..pixels]);
        }

        for (int pixel = pixels - 1; pixel >= 0; pixel--)
        {
            for (int color = 2; color >= 0; color--)
            {
                samples[(3 * pixel) + color] = header.Channels == 1
                    ? samples[pixel]
                    : At(header.BitDepth, bytes, (pixel * header.Channels) + (color * step));
            }
        }
    }

    /// <summary>Puts one sample a pixel into a row's bytes; opacity stays as it is.</summary>
    /// <param name="header">How they are stored.</param>
    /// <param name="samples">Samples within the header's range.</param>
    /// <param name="bytes">The row.</param>
    public static void Pack(PngHeader header, ReadOnlySpan<ushort> samples, Span<byte> bytes)
    {
        if (header is { Channels: 1, BitDepth: >= 8 })
        {
            SamplePacking.Pack(header.BitDepth == 16 ? DumpPacking.BigEndian16 : DumpPacking.Bytes8, samples, bytes);
            return;
        }

        for (int pixel = 0; pixel < samples.Length; pixel++)
        {
            for (int channel = 0; channel < header.ColorChannels; channel++)
            {
                Put(header.BitDepth, samples[pixel], bytes, (pixel * header.Channels) + channel);
            }
        }
    }

    private static void UnpackGrey(int depth, ReadOnlySpan<byte> bytes, Span<ushort> samples)
    {
        if (depth >= 8)
        {
            SamplePacking.Unpack(depth == 16 ? DumpPacking.BigEndian16 : DumpPacking.Bytes8, bytes, samples);
            return;
        }

        int perByte = 8 / depth;
        for (int pixel = 0; pixel < samples.Length; pixel++)
        {
            samples[pixel] = (ushort)((bytes[pixel / perByte] >> Shift(depth, pixel % perByte)) & ((1 << depth) - 1));
        }
    }

    private static ushort At(int depth, ReadOnlySpan<byte> bytes, int channel) =>
        depth == 16 ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * channel)..]) : bytes[channel];

    private static void Put(int depth, ushort sample, Span<byte> bytes, int channel)
    {
        if (depth == 16)
        {
            BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * channel)..], sample);
        }
        else if (depth == 8)
        {
            bytes[channel] = (byte)sample;
        }
        else
        {
            ref byte packed = ref bytes[channel / (8 / depth)];
            int shift = Shift(depth, channel % (8 / depth));
            packed = (byte)((packed & ~(((1 << depth) - 1) << shift)) | (sample << shift));
        }
    }

    private static int Shift(int depth, int index) => 8 - (depth * (index + 1));
}
