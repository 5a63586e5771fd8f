using FixPix.Detection;
using FixPix.Mosaics;

namespace FixPix.Tests.Detection;

public sealed class FrameLookTests
{
    [Fact]
    public void Certain_sites_are_counted_of_all_and_doubtful_ones_where_they_lie()
    {
        FrameLook look = new(new MosaicLayout(80, 40, CfaPattern.Rggb, 0, 1000));
        for (int row = 0; row < 40; row++)
        {
            float[] says = [.. Enumerable.Range(0, 80).Select(column => row < 10 && column is >= 40 and < 50 ? -2f : row == 0 && column < 8 ? 3 : -20)];
            look.Count(row, 0, says.AsSpan(0, 45));
            look.Count(row, 45, says.AsSpan(45));
        }

        Assert.Equal(8 / 3200.0, look.CertainShare, 1e-9);
        double beside = 300 * 100 / 3200.0;
        Assert.Equal(Math.Log((100 + beside) / (1023 + 300)), look.DoubtAround(3, 35, -20), 1e-5);
        Assert.Equal(Math.Log((99 + beside) / (1023 + 300)), look.DoubtAround(3, 42, -2), 1e-5);
        Assert.Equal(Math.Log(beside / (1023 + 300)), look.DoubtAround(3, 31, -20), 1e-5);
        Assert.Equal(Math.Log(beside / ((8 * 16) - 1 + 300)), look.DoubtAround(39, 79, 5), 1e-5);
    }

    [Fact]
    public void Where_nothing_is_doubtful_doubts_are_few_but_some()
    {
        FrameLook look = new(new MosaicLayout(64, 64, CfaPattern.Monochrome, 0, 1000));
        Assert.Equal(0, look.CertainShare);
        Assert.Equal(Math.Log(0.5 * 300 / 4096 / 1323), look.DoubtAround(63, 0, -3), 1e-5);
    }
}
