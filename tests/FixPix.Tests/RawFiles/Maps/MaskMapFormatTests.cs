using System.Text;
using FixPix.Defects;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Maps;
using FixPix.Tests.RawFiles.Fits;

namespace FixPix.Tests.RawFiles.Maps;

public sealed class MaskMapFormatTests
{
    private static readonly DefectMap s_map = MapFiles.Make(MapFiles.Sensor, (0, 0), (7, 39), (29, 0));

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.tif")]
    [InlineData("a.npy")]
    [InlineData("a.fits")]
    [InlineData("a.pgm")]
    public void Mask_counts_from_the_full_array_and_comes_back(string name)
    {
        byte[] mask = MapFiles.Write(name, s_map);
        Assert.Equal(s_map.Defects(), MapFiles.ReadBytes(name, mask).Defects());
        DefectMap identified = MapFiles.ReadBytes(name, mask, MapFiles.Sensor);
        Assert.Equal(MapFiles.Sensor, identified.Sensor);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.tif")]
    [InlineData("a.npy")]
    [InlineData("a.fits")]
    public void Inverted_mask_comes_back_with_the_same_polarity_alone(string name)
    {
        byte[] mask = MapFiles.Write(name, s_map, new DefectMapWriteSettings { Polarity = MaskPolarity.ZeroIsBad });
        Assert.Equal(s_map.Defects(), MapFiles.Read(name, mask, new DefectMapReadSettings { Polarity = MaskPolarity.ZeroIsBad }).Defects());
        Assert.Equal((40 * 30) - 3, MapFiles.ReadBytes(name, mask).Count);
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.tif")]
    [InlineData("a.npy")]
    [InlineData("a.pgm")]
    public void Probabilities_come_back_to_16_bits(string name)
    {
        DefectMap map = new(MapFiles.Sensor, [new Defect(new Site(1, 2), DefectKind.Hot, 0.25f), new Defect(3, 4), new Defect(new Site(5, 6), DefectKind.Dead, 0f)]);
        DefectMap back = MapFiles.ReadBytes(name, MapFiles.Write(name, map, new DefectMapWriteSettings { ProbabilityMask = true }));
        Assert.Equal(MapFiles.Sites(map), MapFiles.Sites(back));
        Assert.All(map.Probabilities.ToArray().Zip(back.Probabilities.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1 / 65535f));
    }

    [Fact]
    public void Sixteen_bit_mask_of_two_values_is_a_plain_mask()
    {
        Mosaic mosaic = new(new MosaicLayout(3, 1, CfaPattern.Monochrome, 0, 65535), [0, 255, 255]);
        using MemoryStream png = new();
        new FixPix.RawFiles.Png.PngFormat().Write(png, mosaic, null, RawReadSettings.Default, RawWriteSettings.Default);
        Assert.Equal([1f, 1f], MapFiles.ReadBytes("a.png", png.ToArray()).Probabilities.ToArray());
    }

    [Fact]
    public void FITS_mask_has_one_for_bad_and_says_so()
    {
        string text = Encoding.ASCII.GetString(MapFiles.Write("a.fits", s_map));
        Assert.Contains("COMMENT Bad-pixel mask: 0 = good, 1 = bad", text, StringComparison.Ordinal);
        Assert.Contains("BITPIX  =                    8", text, StringComparison.Ordinal);
        Assert.Equal(1, text[2880]);
    }

    [Fact]
    public void FITS_mask_of_bottom_up_rows_is_turned()
    {
        byte[] mask = TinyFits.Image(8, 2, 3, [0, 1, 0, 0, 0, 0], "ROWORDER= 'BOTTOM-UP'");
        Assert.Equal([(2, 1)], MapFiles.Sites(MapFiles.ReadBytes("a.fits", mask)));
    }

    [Fact]
    public void FITS_mask_of_many_bits_is_a_bit_field()
    {
        byte[] mask = TinyFits.Image(16, 3, 1, [4, 0, 1024], "ROWORDER= 'TOP-DOWN'");
        Assert.Equal([1f, 1f], MapFiles.ReadBytes("a.fits", mask).Probabilities.ToArray());
    }

    [Fact]
    public void FITS_mask_without_row_order_is_noted()
    {
        List<string> notes = [];
        MapFiles.ReadBytes("a.fits", TinyFits.Image(8, 2, 1, [0, 1]), notes: notes);
        Assert.StartsWith("no ROWORDER", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Mask_of_another_size_is_refused()
    {
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(
            () => MapFiles.ReadBytes("a.png", MapFiles.Write("a.png", s_map), new SensorIdentity(41, 30)));
        Assert.Equal("the map is for a sensor of 40×30, wanted is one of 41×30", failure.Message);
    }

    [Theory]
    [InlineData("a.fits", MaskPolarity.NonzeroIsBad, "a FITS mask holds no probabilities")]
    [InlineData("a.png", MaskPolarity.ZeroIsBad, "cannot be inverted")]
    public void Probabilities_are_refused_where_they_cannot_be(string name, MaskPolarity polarity, string message)
    {
        DefectMapWriteSettings settings = new() { ProbabilityMask = true, Polarity = polarity };
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(() => MapFiles.Write(name, s_map, settings));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truth_values_of_numpy_are_written() =>
        Assert.Contains("'|b1'", Encoding.ASCII.GetString(MapFiles.Write("a.npy", s_map)), StringComparison.Ordinal);
}
