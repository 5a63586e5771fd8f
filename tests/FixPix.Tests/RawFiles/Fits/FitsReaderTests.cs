using FixPix.Mosaics;
using FixPix.RawFiles;

namespace FixPix.Tests.RawFiles.Fits;

public sealed class FitsReaderTests
{
    private static readonly double[] s_six = [0, 1, 2, 300, 400, 65535];

    [Theory]
    [InlineData(32, 0)]
    [InlineData(32, 32768)]
    [InlineData(-32, 0)]
    [InlineData(-64, 0)]
    [InlineData(16, 32768)]
    public void Every_sample_type_and_zero_gives_the_same_samples(int bitPix, int zero)
    {
        double[] stored = [.. s_six.Select(value => value - zero)];
        RawContents contents = TinyFits.Read(TinyFits.Image(bitPix, 3, 2, stored, $"BZERO   = {zero}", "BSCALE  = 1"));
        Assert.Equal([0, 1, 2, 300, 400, 65535], contents.Mosaic.Samples);
        Assert.Equal((3, 2), (contents.Mosaic.Width, contents.Mosaic.Height));
    }

    [Fact]
    public void Bytes_are_read_with_their_own_white() =>
        Assert.Equal(255, TinyFits.Read(TinyFits.Image(8, 2, 1, [0, 255])).Mosaic.Layout.WhiteDn);

    [Fact]
    public void Scale_and_zero_are_applied() =>
        Assert.Equal([10, 14], TinyFits.Read(TinyFits.Image(16, 2, 1, [0, 2], "BZERO   = 1.0D1", "BSCALE  = 2.0 / twice")).Mosaic.Samples);

    [Fact]
    public void Rows_without_ROWORDER_are_top_down_and_noted()
    {
        RawContents contents = TinyFits.Read(TinyFits.Image(8, 1, 3, [1, 2, 3], "BAYERPAT= 'GRBG    '"));
        Assert.Equal([1, 2, 3], contents.Mosaic.Samples);
        Assert.Contains(contents.Notes, note => note.StartsWith("no ROWORDER", StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_BOTTOM_UP_are_turned()
    {
        RawContents contents = TinyFits.Read(TinyFits.Image(16, 2, 3, [1, 2, 3, 4, 5, 6], "ROWORDER= 'BOTTOM-UP'"));
        Assert.Equal([5, 6, 3, 4, 1, 2], contents.Mosaic.Samples);
    }

    [Theory]
    [InlineData("TOP-DOWN")]
    [InlineData("BOTTOM-UP")]
    public void BAYERPAT_counts_from_the_top_left_corner_whatever_the_row_order(string order)
    {
        RawContents contents = TinyFits.Read(TinyFits.Image(8, 2, 2, [1, 2, 3, 4], $"ROWORDER= '{order}'", "BAYERPAT= 'RGGB    '"));
        Assert.Equal(CfaPattern.Rggb, contents.Mosaic.Layout.Cfa);
    }

    [Theory]
    [InlineData(0, 0, "RGGB")]
    [InlineData(1, 0, "GRBG")]
    [InlineData(0, 1, "GBRG")]
    [InlineData(1, 1, "BGGR")]
    public void Bayer_offsets_shift_the_pattern(int x, int y, string expected)
    {
        RawContents contents = TinyFits.Read(
            TinyFits.Image(8, 2, 2, [1, 2, 3, 4], "BAYERPAT= 'RGGB'", $"XBAYROFF= {x}", $"YBAYROFF= {y}"));
        Assert.Equal(expected, contents.Mosaic.Layout.Cfa.Name);
    }

    [Fact]
    public void Missing_pattern_is_monochrome_with_a_note_unless_the_user_gives_one()
    {
        byte[] bytes = TinyFits.Image(8, 2, 2, [1, 2, 3, 4]);
        Assert.Contains(TinyFits.Read(bytes).Notes, note => note.StartsWith("no BAYERPAT", StringComparison.Ordinal));
        RawContents given = TinyFits.Read(bytes, new RawReadSettings { Cfa = CfaPattern.Bggr, BlackDn = 3, WhiteDn = 200 });
        Assert.Equal((CfaPattern.Bggr, 3f, 200), (given.Mosaic.Layout.Cfa, given.Mosaic.Layout.BlackDn[3], given.Mosaic.Layout.WhiteDn));
        Assert.DoesNotContain(given.Notes, note => note.StartsWith("no BAYERPAT", StringComparison.Ordinal));
    }

    [Fact]
    public void Camera_and_exposure_are_read()
    {
        CameraMetadata camera = TinyFits.Read(TinyFits.Image(
            8, 1, 1, [1], "INSTRUME= 'O''Brien''s camera' / it's quoted", "EXPTIME =                  10.", "CCD-TEMP= -5.5", "ISOSPEED= 800",
            "DATE-OBS= '2025-03-27T01:20:32.5'")).Mosaic.Camera;
        Assert.Equal("O'Brien's camera", camera.Model);
        Assert.Equal((10.0, -5.5, 800.0), (camera.ExposureSeconds, camera.TemperatureCelsius, camera.Iso));
        Assert.Equal(new DateTime(2025, 3, 27, 1, 20, 32, 500, DateTimeKind.Utc), camera.TakenAt);
    }

    [Fact]
    public void Picture_in_the_first_image_extension_is_found()
    {
        byte[] empty = TinyFits.Part(["SIMPLE  =                    T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T"], []);
        byte[] table = TinyFits.Part(
            ["XTENSION= 'BINTABLE'", "BITPIX  = 8", "NAXIS   = 2", "NAXIS1  = 10", "NAXIS2  = 300", "PCOUNT  = 5", "GCOUNT  = 1"], new byte[3005]);
        byte[] bytes = [.. empty, .. table, .. TinyFits.Extension(16, 2, 1, [7, 8])];
        Assert.Equal([7, 8], TinyFits.Read(bytes).Mosaic.Samples);
    }

    [Fact]
    public void Third_axis_of_one_plane_is_a_mosaic()
    {
        string[] cards = ["SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 3", "NAXIS1  = 2", "NAXIS2  = 1", "NAXIS3  = 1"];
        Assert.Equal([7, 8], TinyFits.Read(TinyFits.Part(cards, [7, 8])).Mosaic.Samples);
    }

    [Fact]
    public void Floating_point_of_0_to_1_is_spread_with_a_note()
    {
        RawContents contents = TinyFits.Read(TinyFits.Image(-32, 3, 1, [0, 0.5, 1]));
        Assert.Equal([0, 32768, 65535], contents.Mosaic.Samples);
        Assert.Contains(contents.Notes, note => note.StartsWith("floating point of 0 to 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Data_section_is_the_active_area_in_either_row_order()
    {
        const string section = "DATASEC = '[2:4,1:3]'";
        byte[] topDown = TinyFits.Image(8, 5, 4, new double[20], section, "ROWORDER= 'TOP-DOWN'");
        byte[] bottomUp = TinyFits.Image(8, 5, 4, new double[20], section, "ROWORDER= 'BOTTOM-UP'");
        Assert.Equal(new SensorArea(0, 1, 3, 3), TinyFits.Read(topDown).Mosaic.Layout.ActiveArea);
        Assert.Equal(new SensorArea(1, 1, 3, 3), TinyFits.Read(bottomUp).Mosaic.Layout.ActiveArea);
    }

    [Theory]
    [InlineData(16, -1, "value -1 at row 0, column 1")]
    [InlineData(32, 65536, "value 65536 at row 0, column 1")]
    [InlineData(-32, double.NaN, "value NaN at row 0, column 1")]
    [InlineData(-64, -0.25, "value -0.25 at row 0, column 1")]
    public void Value_that_is_no_sample_is_named_with_its_place(int bitPix, double value, string message)
    {
        UnsupportedFileException failure = Assert.Throws<UnsupportedFileException>(() => TinyFits.Read(TinyFits.Image(bitPix, 2, 1, [2, value])));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NAXIS   = 3|NAXIS1  = 2|NAXIS2  = 1|NAXIS3  = 3", "3 planes")]
    [InlineData("NAXIS   = 0", "without a picture")]
    [InlineData("NAXIS   = 2|NAXIS1  = 100000|NAXIS2  = 10000", "lie outside the file")]
    [InlineData("NAXIS   = 2|NAXIS1  = 100000|NAXIS2  = 100000", "at most")]
    [InlineData("NAXIS   = 2|NAXIS1  = -2|NAXIS2  = 1", "NAXIS1 '-2'")]
    [InlineData("NAXIS   = 2|NAXIS1  = 2", "NAXIS2 'missing'")]
    [InlineData("NAXIS   = x", "NAXIS 'x'")]
    [InlineData("NAXIS   = 1|NAXIS1  = 2000000000", "bytes of data in a file of")]
    [InlineData("NAXIS   = 2|NAXIS1  = 2|NAXIS2  = 1|ZIMAGE  = T", "compressed FITS image")]
    public void Header_that_is_not_a_mosaic_says_why(string cards, string message)
    {
        byte[] bytes = TinyFits.Part(["SIMPLE  = T", "BITPIX  = 8", .. cards.Split('|')], [1, 2]);
        RawFileException failure = Assert.ThrowsAny<RawFileException>(() => TinyFits.Read(bytes));
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(-16)]
    public void Other_sample_types_are_unsupported(int bitPix)
    {
        byte[] bytes = TinyFits.Part(["SIMPLE  = T", $"BITPIX  = {bitPix}", "NAXIS   = 2", "NAXIS1  = 1", "NAXIS2  = 1"], new byte[8]);
        Assert.Contains("BITPIX", Assert.Throws<UnsupportedFileException>(() => TinyFits.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_without_end_is_corrupt()
    {
        byte[] bytes = TinyFits.Image(8, 2, 2, [1, 2, 3, 4]);
        bytes.AsSpan(4 * 80, 2880 - 320).Fill((byte)' ');
        Assert.Contains("without END", Assert.Throws<CorruptFileException>(() => TinyFits.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_files_give_one_line_or_a_mosaic()
    {
        byte[] sound = TinyFits.Image(16, 9, 7, new double[63], "BZERO   = 32768", "BAYERPAT= 'RGGB'", "ROWORDER= 'BOTTOM-UP'", "DATASEC = '[1:8,2:7]'");
        for (int seed = 0; seed < 3000; seed++)
        {
            try
            {
                TinyFits.Read(Mutations.Of(sound, seed));
            }
            catch (FixPixException failure)
            {
                Assert.DoesNotContain('\n', failure.Message);
            }
        }
    }
}
