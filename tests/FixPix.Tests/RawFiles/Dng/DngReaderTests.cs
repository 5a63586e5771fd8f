using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Dng;
using FixPix.RawFiles.Tiff;
using FixPix.Tests.RawFiles.Tiff;

namespace FixPix.Tests.RawFiles.Dng;

public sealed class DngReaderTests
{
    internal static RawContents Read(byte[] file, RawReadSettings? settings = null) =>
        new DngFormat().Read(FileBytes.FromMemory("test.dng", file), settings ?? RawReadSettings.Default);

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, false)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(12, false)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    [InlineData(14, true)]
    [InlineData(15, false)]
    [InlineData(16, false)]
    [InlineData(16, true)]
    public void Uncompressed_samples_are_read_from_strips_and_tiles(int bits, bool bigEndian)
    {
        (int width, int height) = (37, 21);
        ushort[] samples = BuiltPicture.Samples(width, height, bits);
        TiffBuilder Dng() => BuiltPicture.Dng(width, height, bits, CfaPattern.Gbrg, bigEndian);
        byte[] strips = Dng().Strips(samples, width, 8, BuiltPicture.Packed(bits, bigEndian)).Build();
        byte[] tiles = Dng().Tiles(samples, width, 16, 16, BuiltPicture.Packed(bits, bigEndian)).Build();

        Assert.Equal(samples, Read(strips).Mosaic.Samples);
        Assert.Equal(samples, Read(tiles).Mosaic.Samples);
        Assert.Equal(bits, Read(tiles).StoredBits);
        Assert.Equal((1 << bits) - 1, Read(tiles).Mosaic.Layout.WhiteDn);
    }

    [Fact]
    public void Colours_and_black_levels_are_turned_from_the_active_area_to_the_full_array()
    {
        ushort[] samples = BuiltPicture.Samples(20, 16, 12);
        byte[] file = BuiltPicture.Dng(20, 16, 12, CfaPattern.Rggb)
            .Add(TiffTag.ActiveArea, TiffBuilder.Long, 3, 2, 15, 18)
            .Add(TiffTag.BlackLevelRepeatDim, TiffBuilder.Short, 2, 2)
            .Add(TiffTag.BlackLevel, TiffBuilder.Short, 10, 20, 30, 40)
            .Add(TiffTag.WhiteLevel, TiffBuilder.Short, 4000)
            .Strips(samples, 20, 16, BuiltPicture.Packed(12)).Build();

        MosaicLayout layout = Read(file).Mosaic.Layout;

        Assert.Equal(new SensorArea(3, 2, 12, 16), layout.ActiveArea);
        Assert.Equal(CfaPattern.Gbrg, layout.Cfa);
        Assert.Equal([30f, 40f, 10f, 20f], layout.BlackDn.ToArray());
        Assert.Equal(10f, layout.BlackAt(3, 2));
        Assert.Equal(4000, layout.WhiteDn);
    }

    [Fact]
    public void The_larger_raw_image_below_the_preview_is_read()
    {
        ushort[] samples = BuiltPicture.Samples(20, 16, 16);
        TiffBuilder raw = BuiltPicture.Dng(20, 16, 16, CfaPattern.Bggr).Strips(samples, 20, 16, BuiltPicture.Packed(16));
        byte[] file = BuiltPicture.Picture(4, 4, 8)
            .Add(TiffTag.NewSubfileType, TiffBuilder.Long, 1)
            .Add(TiffTag.DngVersion, TiffBuilder.Byte, 1, 4, 0, 0)
            .AddText(TiffTag.CameraSerialNumber, "S-1")
            .Strips(new ushort[16], 4, 4, BuiltPicture.Packed(8))
            .AddBelow(TiffTag.SubIfds, raw)
            .AddBelow(TiffTag.ExifIfd, new TiffBuilder()
                .Add(TiffTag.IsoSpeedRatings, TiffBuilder.Short, 65535)
                .Add(TiffTag.IsoSpeed, TiffBuilder.Long, 102400)
                .Add(TiffTag.ExposureTime, TiffBuilder.Rational, 2)
                .AddText(TiffTag.DateTimeOriginal, "2024:02:29 13:14:15"))
            .Build();

        RawContents contents = Read(file);

        Assert.Equal(samples, contents.Mosaic.Samples);
        Assert.Equal(CfaPattern.Bggr, contents.Mosaic.Layout.Cfa);
        Assert.Equal("S-1", contents.Mosaic.Camera.Serial);
        Assert.Equal(102400, contents.Mosaic.Camera.Iso);
        Assert.Equal(2, contents.Mosaic.Camera.ExposureSeconds);
        Assert.Equal(new DateTime(2024, 2, 29, 13, 14, 15), contents.Mosaic.Camera.TakenAt);
    }

    [Fact]
    public void A_linearisation_table_is_applied_and_codes_beyond_it_take_its_last_value()
    {
        ushort[] codes = [0, 1, 2, 3, 9, 200];
        byte[] file = BuiltPicture.Dng(6, 1, 8, CfaPattern.Rggb)
            .Add(TiffTag.LinearizationTable, TiffBuilder.Short, 0, 10, 100, 1000)
            .Strips(codes, 6, 1, BuiltPicture.Packed(8)).Build();

        Mosaic mosaic = Read(file).Mosaic;

        Assert.Equal(new ushort[] { 0, 10, 100, 1000, 1000, 1000 }, mosaic.Samples);
        Assert.Equal(1000, mosaic.Layout.WhiteDn);
    }

    [Theory]
    [InlineData(TiffTag.Compression, 34892, "lossy JPEG")]
    [InlineData(TiffTag.Compression, 52546, "JPEG XL")]
    [InlineData(TiffTag.Compression, 9, "VC-5")]
    [InlineData(TiffTag.SampleFormat, 3, "floating point")]
    [InlineData(TiffTag.SamplesPerPixel, 3, "demosaiced")]
    [InlineData(TiffTag.CfaLayout, 2, "staggered")]
    [InlineData(TiffTag.BitsPerSample, 24, "24 bits")]
    public void What_is_not_supported_is_named(int tag, int value, string named)
    {
        byte[] file = BuiltPicture.Dng(8, 8, 16, CfaPattern.Rggb).Strips(new ushort[64], 8, 8, BuiltPicture.Packed(16))
            .Add(tag, TiffBuilder.Short, value).Build();

        Assert.Contains(named, Assert.Throws<UnsupportedFileException>(() => Read(file)).Message);
    }

    [Fact]
    public void What_the_user_says_is_stronger_than_the_file()
    {
        byte[] file = BuiltPicture.Dng(8, 8, 16, CfaPattern.Rggb).Strips(new ushort[64], 8, 8, BuiltPicture.Packed(16)).Build();

        MosaicLayout layout = Read(file, new RawReadSettings { Cfa = CfaPattern.Grbg, BlackDn = 64, WhiteDn = 1023 }).Mosaic.Layout;

        Assert.Equal((CfaPattern.Grbg, 64f, 1023), (layout.Cfa, layout.BlackDn[0], layout.WhiteDn));
    }

    [Fact]
    public void Sizes_that_the_file_cannot_hold_are_refused_before_memory_is_taken()
    {
        byte[] file = BuiltPicture.Dng(8, 8, 16, CfaPattern.Rggb).Strips(new ushort[64], 8, 8, BuiltPicture.Packed(16))
            .Add(TiffTag.ImageLength, TiffBuilder.Long, 30000).Add(TiffTag.RowsPerStrip, TiffBuilder.Long, 30000).Build();

        Assert.Throws<CorruptFileException>(() => Read(file));
    }
}
