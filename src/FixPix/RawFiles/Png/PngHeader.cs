using System.Buffers.Binary;
using FixPix.Mosaics;

namespace FixPix.RawFiles.Png;

/// <summary>The chunk IHDR (PNG specification, 11.2.2).</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="BitDepth">Bits of a channel: 1, 2, 4 (grey alone), 8 or 16.</param>
/// <param name="ColorType">What the channels are.</param>
/// <param name="IsInterlaced">Whether the pixels come in the seven passes of Adam7.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColorType ColorType, bool IsInterlaced)
{
    /// <summary>Length of the chunk's data.</summary>
    public const int Length = 13;

    /// <summary>Channels of a pixel.</summary>
    public int Channels => ColorType switch
    {
        PngColorType.Rgb => 3,
        PngColorType.GreyAlpha => 2,
        PngColorType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Channels that are to be equal: 3 for colour, else 1.</summary>
    public int ColorChannels => ColorType is PngColorType.Rgb or PngColorType.Rgba ? 3 : 1;

    /// <summary>The largest value of a channel.</summary>
    public int Range => (1 << BitDepth) - 1;

    /// <summary>Bytes from a byte to the one of the pixel before that a filter takes, at least 1.</summary>
    public int PixelBytes => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Bytes of a row of some pixels, without its filter byte.</summary>
    public int RowBytes(int pixels) => (int)((((long)pixels * Channels * BitDepth) + 7) / 8);

    /// <summary>Reads the chunk's data.</summary>
    /// <exception cref="RawFileException">It is broken, or the picture has too many pixels.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data)
    {
        if (data.Length != Length)
        {
            throw new CorruptFileException($"PNG header of {data.Length} bytes, {Length} expected");
        }

        (uint width, uint height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        if (width == 0 || height == 0 || width > MosaicLayout.MaxSamples / 8 || (ulong)width * height > MosaicLayout.MaxSamples)
        {
            throw new CorruptFileException($"PNG of {width}×{height}: 1×1 to {MosaicLayout.MaxSamples} pixels expected");
        }

        (int depth, PngColorType type) = (data[8], (PngColorType)data[9]);
        bool known = type switch
        {
            PngColorType.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColorType.Palette => depth is 1 or 2 or 4 or 8,
            PngColorType.Rgb or PngColorType.GreyAlpha or PngColorType.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!known || data[10] != 0 || data[11] != 0 || data[12] > 1)
        {
            throw new CorruptFileException(
                $"PNG header: bit depth {depth}, colour type {data[9]}, compression {data[10]}, filter {data[11]}, interlace {data[12]} do not exist");
        }

        return new PngHeader((int)width, (int)height, depth, type, data[12] == 1);
    }

    /// <summary>The chunk's data.</summary>
    public byte[] ToBytes()
    {
        byte[] data = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(data, Width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), Height);
        (data[8], data[9], data[12]) = ((byte)BitDepth, (byte)ColorType, IsInterlaced ? (byte)1 : (byte)0);
        return data;
    }
}
