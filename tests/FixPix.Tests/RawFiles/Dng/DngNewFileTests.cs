using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Dng;
using FixPix.Tests.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Dng;

public sealed class DngNewFileTests
{
    private static readonly CameraMetadata s_camera = new()
    {
        Make = "Maker",
        Model = "Model X",
        Serial = "S-17",
        Iso = 102400,
        ExposureSeconds = 1.0 / 455,
        TakenAt = new DateTime(2024, 2, 29, 13, 14, 15),
        Orientation = 6,
        AsShotNeutral = [0.5, 1, 0.625],
        ColorMatrix = [1.5, -0.25, 0, -0.5, 1.25, 0.125, 0, 0.0625, 0.75],
    };

    public static TheoryData<string, int, int, int, bool> Mosaics()
    {
        TheoryData<string, int, int, int, bool> cases = [];
        foreach (bool compress in new[] { false, true })
        {
            cases.Add("RGGB", 10, 61, 47, compress);
            cases.Add("GRBG", 12, 534, 523, compress);
            cases.Add("GBRG", 14, 1100, 64, compress);
            cases.Add("BGGR", 16, 48, 33, compress);
            cases.Add("MONO", 16, 535, 31, compress);
            cases.Add("RGGB", 12, 1024, 40, compress);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Mosaics))]
    public void Dcraw_and_LibRaw_decode_new_files_to_exactly_our_samples(string cfa, int bits, int width, int height, bool compress)
    {
        Mosaic mosaic = Make(cfa, bits, width, height);

        byte[] file = Write(mosaic, null, new RawWriteSettings { Compress = compress });

        Assert.Equal(mosaic.Samples, OutsideDecoders.Dcraw(file));
        Assert.Equal(mosaic.Samples, OutsideDecoders.LibRaw(file));
    }

    [Theory]
    [MemberData(nameof(Mosaics))]
    public void What_was_written_is_read_back(string cfa, int bits, int width, int height, bool compress)
    {
        Mosaic mosaic = Make(cfa, bits, width, height);

        RawContents contents = DngReaderTests.Read(Write(mosaic, null, new RawWriteSettings { Compress = compress }));

        Assert.Equal(mosaic.Samples, contents.Mosaic.Samples);
        Assert.Equal(mosaic.Layout.Cfa, contents.Mosaic.Layout.Cfa);
        Assert.Equal(mosaic.Layout.BlackDn.ToArray(), contents.Mosaic.Layout.BlackDn.ToArray());
        Assert.Equal(mosaic.Layout.WhiteDn, contents.Mosaic.Layout.WhiteDn);
        Assert.Equal(mosaic.Layout.ActiveArea, contents.Mosaic.Layout.ActiveArea);
        CameraMetadata camera = contents.Mosaic.Camera;
        Assert.Equal(s_camera with { AsShotNeutral = [], ColorMatrix = [] }, camera with { AsShotNeutral = [], ColorMatrix = [] });
        if (cfa != "MONO")
        {
            Assert.Equal(s_camera.AsShotNeutral.ToArray(), camera.AsShotNeutral.ToArray());
            Assert.Equal(s_camera.ColorMatrix.ToArray(), camera.ColorMatrix.ToArray());
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(15, 40)]
    [InlineData(17, 3)]
    [InlineData(16, 513)]
    public void Small_and_odd_sizes_are_read_back(int width, int height)
    {
        Mosaic mosaic = new(new MosaicLayout(width, height, CfaPattern.Rggb, 0, 65535), BuiltPicture.Samples(width, height, 16));

        Assert.Equal(mosaic.Samples, DngReaderTests.Read(Write(mosaic, null, new RawWriteSettings { Compress = true })).Mosaic.Samples);
        Assert.Equal(mosaic.Samples, DngReaderTests.Read(Write(mosaic, null, RawWriteSettings.Default)).Mosaic.Samples);
    }

    [Fact]
    public void A_six_by_six_pattern_is_read_back()
    {
        CfaColor[] tile = [.. "GBGGRGRGRBGBGBGGRGGRGGBGBGBRGRGRGGBG".Select(letter => (CfaColor)"RGB".IndexOf(letter, StringComparison.Ordinal))];
        Mosaic mosaic = new(new MosaicLayout(40, 36, new CfaPattern(6, 6, tile), 64, 16383) { ActiveArea = new SensorArea(1, 2, 30, 30) }, BuiltPicture.Samples(40, 36, 14));

        Assert.Equal(mosaic.Layout.Cfa, DngReaderTests.Read(Write(mosaic, null, RawWriteSettings.Default)).Mosaic.Layout.Cfa);
    }

    [Fact]
    public void The_file_does_not_depend_on_the_number_of_threads()
    {
        Mosaic mosaic = Make("RGGB", 12, 1030, 700);
        byte[] Written(int threads) => Write(mosaic, null, new RawWriteSettings { Compress = true, Work = new WorkSettings { Threads = threads } });

        Assert.Equal(Written(1), Written(4));
    }

    internal static byte[] Write(Mosaic mosaic, byte[]? source, RawWriteSettings settings)
    {
        using MemoryStream output = new();
        FileBytes? bytes = source is null ? null : FileBytes.FromMemory("source.dng", source);
        new DngFormat().Write(output, mosaic, bytes, RawReadSettings.Default, settings);
        return output.ToArray();
    }

    private static Mosaic Make(string cfa, int bits, int width, int height)
    {
        Assert.True(CfaPattern.TryParse(cfa, out CfaPattern? pattern));
        float[] black = pattern.IsMonochrome ? [64.5f] : [64, 65, 66, 67];
        MosaicLayout layout = new(width, height, pattern, 0, (1 << bits) - 1)
        {
            BlackDn = [.. black],
            ActiveArea = new SensorArea(3, 2, height - 6, width - 5),
        };
        return new Mosaic(layout, BuiltPicture.Samples(width, height, bits), s_camera);
    }
}
