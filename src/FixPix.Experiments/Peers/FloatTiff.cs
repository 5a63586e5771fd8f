using System.Buffers.Binary;
using FixPix.RawFiles;
using FixPix.RawFiles.Tiff;

namespace FixPix.Experiments.Peers;

/// <summary>The developed pictures of other programs: TIFF of three channels, 32-bit floating point, not compressed.</summary>
internal static class FloatTiff
{
    private const int Channels = 3;
    private const ushort FloatingPoint = 3;

    /// <summary>Reads one channel of each pixel.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="channel">The channel to take, by the pixel's row and column.</param>
    /// <returns>height × width.</returns>
    /// <exception cref="FixPixException">It is another sort of TIFF.</exception>
    public static float[] Read(string path, int width, int height, Func<int, int, int> channel) => RawFile.ReadNamed(path, file =>
    {
        TiffStructure structure = TiffStructure.Read(file);
        TiffDirectory picture = structure.First;
        long Tag(ushort tag, long otherwise) => structure.Integer(picture, tag, otherwise);
        if ((Tag(TiffTag.ImageWidth, 0), Tag(TiffTag.ImageLength, 0), Tag(TiffTag.SamplesPerPixel, 1), Tag(TiffTag.Compression, 1)) != (width, height, Channels, 1)
            || structure.Numbers(picture, TiffTag.SampleFormat)?[0] != FloatingPoint || structure.Numbers(picture, TiffTag.BitsPerSample)?[0] != 32
            || !picture.TryFind(TiffTag.StripOffsets, out TiffEntry offsets) || !picture.TryFind(TiffTag.StripByteCounts, out TiffEntry counts))
        {
            throw new FixPixException($"a TIFF of {width}×{height}, three channels of 32-bit floating point in plain strips, expected");
        }

        byte[] bytes = [.. structure.Integers(offsets).Zip(structure.Integers(counts)).SelectMany(strip => file.Read(strip.First, strip.Second, "strip"))];
        if (bytes.Length < 4L * Channels * width * height)
        {
            throw new FixPixException($"{bytes.Length} bytes of samples, {4L * Channels * width * height} expected");
        }

        float[] values = new float[width * height];
        for (int site = 0; site < values.Length; site++)
        {
            ReadOnlySpan<byte> sample = bytes.AsSpan(4 * ((Channels * site) + channel(site / width, site % width)), 4);
            values[site] = structure.BigEndian ? BinaryPrimitives.ReadSingleBigEndian(sample) : BinaryPrimitives.ReadSingleLittleEndian(sample);
        }

        return values;
    });
}
