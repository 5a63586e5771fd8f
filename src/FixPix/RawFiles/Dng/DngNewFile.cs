using System.Collections.Immutable;
using FixPix.Mosaics;
using FixPix.RawFiles.Tiff;

namespace FixPix.RawFiles.Dng;

/// <summary>Writes a mosaic as a new DNG with the tags that raw developers need (DNG specification 1.4, chapter 4).</summary>
internal static class DngNewFile
{
    private const int StoredBits = 16;
    private const int Cfa = 32803;
    private const int LinearRaw = 34892;
    private const int IlluminantD65 = 21;

    // CIE XYZ to linear sRGB primaries at D65 (IEC 61966-2-1): a camera of which nothing is known is taken for that.
    private static readonly double[] s_standardColors =
        [3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.2040, 1.0570];

    /// <summary>Writes the file.</summary>
    /// <param name="output">Empty, can seek.</param>
    /// <param name="mosaic">What to write.</param>
    /// <param name="settings">Whether to compress; threads.</param>
    public static void Write(Stream output, Mosaic mosaic, RawWriteSettings settings)
    {
        TiffNewFile file = new();
        DescribeImage(file.First, mosaic.Layout);
        DescribeColors(file.First, mosaic);
        DescribeCamera(file, mosaic.Camera);
        if (settings.Compress)
        {
            WriteTiles(output, file, mosaic, settings.Work);
        }
        else
        {
            TiffStrips.Write(output, file, mosaic, StoredBits);
        }
    }

    private static void DescribeImage(SortedDictionary<ushort, TiffValue> tags, MosaicLayout layout)
    {
        SensorArea active = layout.ActiveArea;
        tags[TiffTag.NewSubfileType] = TiffNewFile.Integers(TiffType.Long, 0);
        tags[TiffTag.ImageWidth] = TiffNewFile.Integers(TiffType.Long, layout.Width);
        tags[TiffTag.ImageLength] = TiffNewFile.Integers(TiffType.Long, layout.Height);
        tags[TiffTag.BitsPerSample] = TiffNewFile.Integers(TiffType.Short, StoredBits);
        tags[TiffTag.PhotometricInterpretation] = TiffNewFile.Integers(TiffType.Short, layout.Cfa.IsMonochrome ? LinearRaw : Cfa);
        tags[TiffTag.SamplesPerPixel] = TiffNewFile.Integers(TiffType.Short, 1);
        tags[TiffTag.PlanarConfiguration] = TiffNewFile.Integers(TiffType.Short, 1);
        tags[TiffTag.DngVersion] = TiffNewFile.Integers(TiffType.Byte, 1, 4, 0, 0);
        tags[TiffTag.DngBackwardVersion] = TiffNewFile.Integers(TiffType.Byte, 1, 1, 0, 0);
        tags[TiffTag.DefaultScale] = TiffValue.Rationals(bigEndian: false, signed: false, 1, 1);
        tags[TiffTag.DefaultCropOrigin] = TiffNewFile.Integers(TiffType.Long, 0, 0);
        tags[TiffTag.DefaultCropSize] = TiffNewFile.Integers(TiffType.Long, active.Width, active.Height);
        TiffLevels.Describe(tags, layout);
    }

    private static void DescribeColors(SortedDictionary<ushort, TiffValue> tags, Mosaic mosaic)
    {
        CfaPattern cfa = mosaic.Layout.Cfa;
        if (cfa.IsMonochrome)
        {
            return;
        }

        bool hasWhite = cfa.Name.Contains('W', StringComparison.Ordinal);
        tags[TiffTag.CfaPlaneColor] = TiffNewFile.Integers(TiffType.Byte, hasWhite ? [0, 1, 2, 6] : [0, 1, 2]);
        tags[TiffTag.CfaLayout] = TiffNewFile.Integers(TiffType.Short, 1);
        if (hasWhite)
        {
            return;
        }

        ImmutableArray<double> matrix = mosaic.Camera.ColorMatrix;
        tags[TiffTag.ColorMatrix1] = TiffValue.Rationals(bigEndian: false, signed: true, matrix.Length == 9 ? matrix.AsSpan() : s_standardColors);
        tags[TiffTag.CalibrationIlluminant1] = TiffNewFile.Integers(TiffType.Short, IlluminantD65);
        if (mosaic.Camera.AsShotNeutral.Length == 3)
        {
            tags[TiffTag.AsShotNeutral] = TiffValue.Rationals(bigEndian: false, signed: false, mosaic.Camera.AsShotNeutral.AsSpan());
        }
    }

    private static void DescribeCamera(TiffNewFile file, CameraMetadata camera)
    {
        // Readers look a camera up by these three: a DNG without them is refused by some.
        string make = camera.Make ?? "Unknown";
        string model = camera.Model ?? "Camera";
        file.Describe(camera with { Make = make, Model = model });
        bool modelNamesMake = model.StartsWith(make, StringComparison.OrdinalIgnoreCase);
        file.First[TiffTag.UniqueCameraModel] = TiffValue.Text(modelNamesMake ? model : $"{make} {model}");
        if (camera.Serial is not null)
        {
            file.First[TiffTag.CameraSerialNumber] = TiffValue.Text(camera.Serial);
        }
    }

    private static void WriteTiles(Stream output, TiffNewFile file, Mosaic mosaic, WorkSettings work)
    {
        DngTiles tiles = new(mosaic.Layout, mosaic.Samples, StoredBits);
        SetTags(file, tiles);
        output.Position = file.DataStart;
        tiles.Write(output, work);
        TiffStrips.RequireAddressable(output.Length);
        SetTags(file, tiles);
        file.WriteHead(output);
    }

    private static void SetTags(TiffNewFile file, DngTiles tiles)
    {
        foreach ((ushort tag, TiffType type, long[] values) in tiles.Tags())
        {
            file.First[tag] = TiffNewFile.Integers(type, values);
        }
    }
}
