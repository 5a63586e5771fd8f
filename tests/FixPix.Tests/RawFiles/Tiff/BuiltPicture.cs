using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Tiff;

/// <summary>Pictures for tests, and TIFF or DNG files that hold them.</summary>
internal static class BuiltPicture
{
    /// <summary>Samples that use all bits and repeat nowhere soon.</summary>
    public static ushort[] Samples(int width, int height, int bits, int seed = 1)
    {
        Random random = new(seed);
        ushort[] samples = new ushort[width * height];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = (ushort)random.Next(1 << bits);
        }

        return samples;
    }

    /// <summary>Samples with long runs and slopes, which compress.</summary>
    public static ushort[] Smooth(int width, int height, int bits)
    {
        ushort[] samples = new ushort[width * height];
        for (int index = 0; index < samples.Length; index++)
        {
            int column = index % width;
            samples[index] = (ushort)(((index / width * 3) + (column < width / 2 ? column : 7)) & ((1 << bits) - 1));
        }

        return samples;
    }

    /// <summary>A picture of one sample a pixel, black is zero, without data.</summary>
    public static TiffBuilder Picture(int width, int height, int bits, bool bigEndian = false, bool bigTiff = false) =>
        new TiffBuilder(bigEndian, bigTiff)
            .Add(TiffTag.NewSubfileType, TiffBuilder.Long, 0)
            .Add(TiffTag.ImageWidth, TiffBuilder.Long, width)
            .Add(TiffTag.ImageLength, TiffBuilder.Long, height)
            .Add(TiffTag.BitsPerSample, TiffBuilder.Short, bits)
            .Add(TiffTag.Compression, TiffBuilder.Short, 1)
            .Add(TiffTag.PhotometricInterpretation, TiffBuilder.Short, 1)
            .Add(TiffTag.SamplesPerPixel, TiffBuilder.Short, 1);

    /// <summary>The same as a DNG, with its colours seen from the active area, which is the whole array.</summary>
    public static TiffBuilder Dng(int width, int height, int bits, CfaPattern cfa, bool bigEndian = false) =>
        Picture(width, height, bits, bigEndian)
            .Add(TiffTag.PhotometricInterpretation, TiffBuilder.Short, 32803)
            .Add(TiffTag.CfaRepeatPatternDim, TiffBuilder.Short, cfa.Rows, cfa.Columns)
            .Add(TiffTag.CfaPattern, TiffBuilder.Byte, [.. Enumerable.Range(0, cfa.PositionCount).Select(place => (long)cfa.ColorAt(place / cfa.Columns, place % cfa.Columns))])
            .Add(TiffTag.DngVersion, TiffBuilder.Byte, 1, 4, 0, 0)
            .AddText(TiffTag.Make, "Maker")
            .AddText(TiffTag.Model, "Model X")
            .AddText(TiffTag.UniqueCameraModel, "Maker Model X")
            .Add(TiffTag.Orientation, TiffBuilder.Short, 1);

    /// <summary>Cuts samples into strips, each packed by <paramref name="pack"/> (samples, row length).</summary>
    public static TiffBuilder Strips(this TiffBuilder builder, ushort[] samples, int width, int rowsPerStrip, Func<ushort[], int, byte[]> pack)
    {
        builder.Add(TiffTag.RowsPerStrip, TiffBuilder.Long, rowsPerStrip);
        builder.Data = (TiffTag.StripOffsets, TiffTag.StripByteCounts, [.. samples.Chunk(rowsPerStrip * width).Select(strip => pack(strip, width))]);
        return builder;
    }

    /// <summary>Cuts samples into tiles; what lies outside the picture is filled with <paramref name="padding"/>.</summary>
    public static TiffBuilder Tiles(this TiffBuilder builder, ushort[] samples, int width, int tileWidth, int tileHeight, Func<ushort[], int, byte[]> pack, ushort padding = 77)
    {
        int height = samples.Length / width;
        List<byte[]> tiles = [];
        for (int top = 0; top < height; top += tileHeight)
        {
            for (int left = 0; left < width; left += tileWidth)
            {
                ushort[] tile = new ushort[tileWidth * tileHeight];
                for (int place = 0; place < tile.Length; place++)
                {
                    (int row, int column) = (top + (place / tileWidth), left + (place % tileWidth));
                    tile[place] = row < height && column < width ? samples[(row * width) + column] : padding;
                }

                tiles.Add(pack(tile, tileWidth));
            }
        }

        builder.Add(TiffTag.TileWidth, TiffBuilder.Long, tileWidth).Add(TiffTag.TileLength, TiffBuilder.Long, tileHeight);
        builder.Data = (TiffTag.TileOffsets, TiffTag.TileByteCounts, tiles);
        return builder;
    }

    /// <summary>Bits one after the other, high bit first, rows padded to bytes: written bit by bit, as the truth to compare with.</summary>
    public static Func<ushort[], int, byte[]> Packed(int bits, bool bigEndian = false) => (samples, rowLength) =>
    {
        List<byte> bytes = [];
        foreach (ushort[] row in samples.Chunk(rowLength))
        {
            if (bits == 16)
            {
                bytes.AddRange(row.SelectMany(sample => bigEndian ? new[] { (byte)(sample >> 8), (byte)sample } : [(byte)sample, (byte)(sample >> 8)]));
                continue;
            }

            byte[] packed = new byte[((row.Length * bits) + 7) / 8];
            for (int bit = 0; bit < row.Length * bits; bit++)
            {
                packed[bit / 8] |= (byte)(((row[bit / bits] >> (bits - 1 - (bit % bits))) & 1) << (7 - (bit % 8)));
            }

            bytes.AddRange(packed);
        }

        return [.. bytes];
    };
}
