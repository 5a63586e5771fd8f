using System.Text;
using FixPix.Mosaics;
using FixPix.RawFiles;
using FixPix.RawFiles.Pgm;

namespace FixPix.Tests.RawFiles.Pgm;

public sealed class PgmFormatTests
{
    private static readonly PgmFormat s_format = new();

    [Fact]
    public void Bytes_are_read_and_their_maximum_is_white()
    {
        byte[] bytes = [.. "P5\n# a comment 9 9\n3 # columns\n 2\t200\n"u8, 1, 2, 3, 4, 5, 6, .. "kept"u8];
        RawContents contents = s_format.Read(bytes);
        Assert.Equal(new ushort[] { 1, 2, 3, 4, 5, 6 }, contents.Mosaic.Samples);
        Assert.Equal(200, contents.Mosaic.Layout.WhiteDn);
        Assert.Equal(bytes, s_format.Write(contents.Mosaic, bytes));
    }

    [Fact]
    public void Words_are_big_endian_above_a_maximum_of_255()
    {
        byte[] bytes = [.. "P5 2 1 256\n"u8, 1, 0, 0, 9];
        RawContents contents = s_format.Read(bytes);
        Assert.Equal(new ushort[] { 256, 9 }, contents.Mosaic.Samples);
        byte[] mended = s_format.Write(contents.Mended(0, 1, 0x0102), bytes);
        Assert.Equal([.. "P5 2 1 256\n"u8, 1, 0, 1, 2], mended);
    }

    [Fact]
    public void Text_keeps_its_blanks_around_a_mended_number()
    {
        byte[] bytes = "P2\n3 2\n1023\n 7  1000\t007\n4\r\n5 6 \n"u8.ToArray();
        RawContents contents = s_format.Read(bytes);
        Assert.Equal(new ushort[] { 7, 1000, 7, 4, 5, 6 }, contents.Mosaic.Samples);
        Assert.Equal(bytes, s_format.Write(contents.Mosaic, bytes));
        Assert.Equal("P2\n3 2\n1023\n 7  12\t007\n4\r\n5 6 \n", Encoding.ASCII.GetString(s_format.Write(contents.Mended(0, 1, 12), bytes)));
    }

    [Fact]
    public void Text_longer_than_a_piece_is_read()
    {
        Mosaic mosaic = FormatFixture.Noise(200, 150, 65535);
        byte[] bytes = Encoding.ASCII.GetBytes("P2 200 150 65535\n" + string.Join(' ', mosaic.Samples));
        Assert.Equal(mosaic.Samples, s_format.Read(bytes).Mosaic.Samples);
        Assert.Equal(bytes, s_format.Write(mosaic, bytes));
    }

    [Theory]
    [InlineData(255, "P5\n7 3\n255\n", 21)]
    [InlineData(1023, "P5\n7 3\n1023\n", 42)]
    public void New_file_has_the_white_level_as_its_maximum(int white, string header, int size)
    {
        Mosaic mosaic = FormatFixture.Noise(7, 3, white);
        byte[] bytes = s_format.Write(mosaic);
        Assert.Equal(header, Encoding.ASCII.GetString(bytes, 0, header.Length));
        Assert.Equal(header.Length + size, bytes.Length);
        Assert.Equal(mosaic.Samples, s_format.Read(bytes).Mosaic.Samples);
    }

    [Fact]
    public void New_file_with_a_sample_above_white_is_valid()
    {
        Mosaic mosaic = FormatFixture.Noise(4, 4, 200);
        mosaic[1, 1] = 300;
        byte[] bytes = s_format.Write(mosaic);
        Assert.Equal((65535, 300), (s_format.Read(bytes).Mosaic.Layout.WhiteDn, s_format.Read(bytes).Mosaic[1, 1]));
    }

    [Theory]
    [InlineData("P5 2 2 255\nabc")]
    [InlineData("P5 2 2 255")]
    [InlineData("P5 2 2")]
    [InlineData("P5 0 2 255\nabcd")]
    [InlineData("P5 2 2 65536\nabcdabcd")]
    [InlineData("P5 2 -2 255\nabcd")]
    [InlineData("P5 99999 99999 255\nabcd")]
    [InlineData("P5 99999999999999 2 255\nabcd")]
    [InlineData("P2 2 2 255\n1 2 3")]
    [InlineData("P2 2 2 255\n1 2 3 x")]
    [InlineData("P2 2 2 255\n1 2 3 65536")]
    [InlineData("P5 # no end")]
    public void Broken_file_is_corrupt(string text) =>
        Assert.Throws<CorruptFileException>(() => s_format.Read(Encoding.ASCII.GetBytes(text)));
}
