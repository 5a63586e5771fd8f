using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles;

/// <summary>Reads and writes one format in memory.</summary>
internal static class FormatFixture
{
    public static RawContents Read(this RawFormat format, byte[] bytes, RawReadSettings? settings = null) =>
        format.Read(FileBytes.FromMemory("memory", bytes), settings ?? RawReadSettings.Default);

    public static byte[] Write(this RawFormat format, Mosaic mosaic, byte[]? source = null, RawReadSettings? settings = null)
    {
        using MemoryStream stream = new();
        using FileBytes? file = source is null ? null : FileBytes.FromMemory("memory", source);
        format.Write(stream, mosaic, file, settings ?? RawReadSettings.Default, RawWriteSettings.Default);
        return stream.ToArray();
    }

    /// <summary>A mosaic with noise up to white and, if asked, a sample above.</summary>
    public static Mosaic Noise(int width, int height, int white, int seed = 1)
    {
        Random random = new(seed);
        ushort[] samples = new ushort[width * height];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = (ushort)random.Next(white + 1);
        }

        return new Mosaic(new MosaicLayout(width, height, CfaPattern.Rggb, 0, white), samples);
    }

    /// <summary>The same mosaic with one sample changed.</summary>
    public static Mosaic Mended(this RawContents contents, int row, int column, int value)
    {
        Mosaic mosaic = contents.Mosaic.Clone();
        mosaic[row, column] = (ushort)value;
        return mosaic;
    }
}
