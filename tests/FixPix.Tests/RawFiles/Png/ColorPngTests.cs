using FixPix.RawFiles;
using FixPix.RawFiles.Png;

namespace FixPix.Tests.RawFiles.Png;

public sealed class ColorPngTests
{
    [Theory]
    [InlineData(2, 8, false)]
    [InlineData(2, 16, false)]
    [InlineData(2, 16, true)]
    [InlineData(6, 8, false)]
    [InlineData(0, 8, true)]
    [InlineData(0, 2, false)]
    [InlineData(4, 16, false)]
    public void Every_kind_gives_three_colors_a_pixel(int colorType, int bitDepth, bool interlaced)
    {
        const int Width = 11, Height = 9;
        int mask = (1 << bitDepth) - 1;
        int Value(int row, int column, int channel) => ((row * 1237) + (column * 311) + (channel * 77)) & mask;
        PlainPng png = new() { Width = Width, Height = Height, ColorType = colorType, BitDepth = bitDepth, Interlaced = interlaced };

        ColorPng read = Read(png.Encode(Value));

        Assert.Equal((Width, Height, mask, false), (read.Width, read.Height, read.MaxValue, read.IsLinear));
        for (int index = 0; index < read.Samples.Length; index++)
        {
            int channel = colorType is 2 or 6 ? index % 3 : 0;
            Assert.Equal(Value(index / 3 / Width, index / 3 % Width, channel), read.Samples[index]);
        }
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(45_455, false)]
    public void Gamma_of_one_means_linear_light(int gamma, bool linear)
    {
        byte[] file = new PlainPng { Width = 2, Height = 2, ColorType = 2 }.Encode((_, _, _) => 7);
        byte[] chunk = PlainPng.Chunk("gAMA", [(byte)(gamma >> 24), (byte)(gamma >> 16), (byte)(gamma >> 8), (byte)gamma]);
        const int BehindHeader = 8 + 25;
        Assert.Equal(linear, Read([.. file[..BehindHeader], .. chunk, .. file[BehindHeader..]]).IsLinear);
    }

    [Fact]
    public void File_cut_anywhere_is_an_error_of_one_line()
    {
        byte[] file = new PlainPng { Width = 20, Height = 20, ColorType = 2, BitDepth = 16 }.Encode((row, column, channel) => (row * 977) ^ (column * channel));
        for (int length = 0; length < file.Length - 12; length += 7)
        {
            RawFileException failure = Assert.ThrowsAny<RawFileException>(() => Read(file[..length]));
            Assert.DoesNotContain('\n', failure.Message);
        }
    }

    [Fact]
    public void Missing_file_is_named()
    {
        FixPixException failure = Assert.ThrowsAny<FixPixException>(() => ColorPng.Open("no/such/photograph.png"));
        Assert.Contains("no/such/photograph.png", failure.Message, StringComparison.Ordinal);
    }

    private static ColorPng Read(byte[] bytes) => ColorPng.Read(FileBytes.FromMemory("test.png", bytes));
}
