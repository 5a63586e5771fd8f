using FixPix.Mosaics;

namespace FixPix.Tests.Mosaics;

public sealed class MosaicTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-1, 5)]
    [InlineData(100_000, 100_000)]
    public void Impossible_size_is_refused(int width, int height) =>
        Assert.Throws<FixPixException>(() => new MosaicLayout(width, height, CfaPattern.Rggb, 0, 4095));

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    public void White_outside_16_bits_is_refused(int whiteDn) =>
        Assert.Throws<FixPixException>(() => new MosaicLayout(4, 4, CfaPattern.Rggb, 0, whiteDn));

    [Fact]
    public void Wrong_number_of_samples_is_refused()
    {
        MosaicLayout layout = new(4, 3, CfaPattern.Rggb, 0, 255);
        FixPixException failure = Assert.Throws<FixPixException>(() => new Mosaic(layout, new ushort[11]));
        Assert.Contains("11", failure.Message, StringComparison.Ordinal);
        Assert.Contains("12", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Black_level_belongs_to_the_filter_position()
    {
        MosaicLayout layout = new MosaicLayout(4, 4, CfaPattern.Rggb, 0, 255) with { BlackDn = [1, 2, 3, 4] };
        Assert.Equal(1, layout.BlackAt(0, 2));
        Assert.Equal(2, layout.BlackAt(2, 1));
        Assert.Equal(3, layout.BlackAt(3, 0));
        Assert.Equal(4, layout.BlackAt(1, 3));
    }

    [Fact]
    public void Clone_has_samples_of_its_own()
    {
        Mosaic mosaic = new(new MosaicLayout(2, 2, CfaPattern.Rggb, 0, 255), [1, 2, 3, 4]);
        Mosaic clone = mosaic.Clone();
        clone[1, 0] = 99;
        Assert.Equal(3, mosaic[1, 0]);
        Assert.Equal(99, clone.Row(1)[0]);
    }
}
