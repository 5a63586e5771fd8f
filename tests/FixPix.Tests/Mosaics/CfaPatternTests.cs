using FixPix.Mosaics;

namespace FixPix.Tests.Mosaics;

public sealed class CfaPatternTests
{
    private static readonly CfaColor[] s_xTransRow = [CfaColor.Green, CfaColor.Blue, CfaColor.Green, CfaColor.Green, CfaColor.Red, CfaColor.Green];

    [Theory]
    [InlineData("RGGB", 0, 1, "GRBG")]
    [InlineData("RGGB", 1, 0, "GBRG")]
    [InlineData("RGGB", 1, 1, "BGGR")]
    [InlineData("GRBG", -1, 0, "BGGR")]
    [InlineData("BGGR", 2, 4, "BGGR")]
    [InlineData("MONO", 1, 1, "MONO")]
    public void Shift_gives_the_pattern_that_a_crop_sees(string name, int rows, int columns, string expected)
    {
        Assert.True(CfaPattern.TryParse(name, out CfaPattern? pattern));
        Assert.Equal(expected, pattern.Shift(rows, columns).Name);
    }

    [Fact]
    public void Color_repeats_over_the_sensor()
    {
        Assert.Equal(CfaColor.Red, CfaPattern.Grbg.ColorAt(0, 1));
        Assert.Equal(CfaColor.Red, CfaPattern.Grbg.ColorAt(100, 33));
        Assert.Equal(CfaColor.Blue, CfaPattern.Grbg.ColorAt(101, 32));
        Assert.Equal(CfaColor.Panchromatic, CfaPattern.Monochrome.ColorAt(7, 9));
    }

    [Fact]
    public void Nearest_same_colour_sites_of_green_are_the_diagonals_and_of_red_the_steps_of_two()
    {
        Assert.Equal([(-1, -1), (-1, 1), (1, -1), (1, 1)], CfaPattern.Rggb.SameColorOffsets(0, 1, 2).Take(4));
        Assert.Equal([(-2, 0), (0, -2), (0, 2), (2, 0)], CfaPattern.Rggb.SameColorOffsets(0, 0, 2).Take(4));
        Assert.Equal(24, CfaPattern.Monochrome.SameColorOffsets(0, 0, 2).Count);
    }

    [Fact]
    public void Six_by_six_tile_is_a_pattern_too()
    {
        CfaPattern pattern = new(6, 6, [.. Enumerable.Range(0, 6).SelectMany(row => s_xTransRow.Skip(row).Concat(s_xTransRow.Take(row)))]);
        Assert.False(pattern.IsBayer);
        Assert.Equal(36, pattern.PositionCount);
        Assert.Equal(pattern.ColorAt(2, 3), pattern.ColorAt(8, 15));
    }

    [Fact]
    public void Tile_of_the_wrong_size_is_refused() =>
        Assert.Throws<FixPixException>(() => new CfaPattern(2, 2, CfaColor.Red));
}
